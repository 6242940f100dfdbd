import type { HeadProps } from "gatsby";
import { CameraView } from "../camera-page/camera-view";
import { useLink } from "../camera-page/use-link";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";

export default function CameraPage() {
  const link = useLink();
  return (
    <Layout>
      <h1>Camera</h1>
      {link && <CameraView key={link.talk} link={link} />}
      {link === undefined && (
        <p className="lead">
          This phone or laptop can be a talk’s camera. It has to be opened with the talk’s link or QR code, which{" "}
          <code>lectern talk publish</code> prints: the link says which talk it is, and that you may send photographs.
        </p>
      )}
      <noscript>
        <p className="lead">A camera needs JavaScript.</p>
      </noscript>
    </Layout>
  );
}

export const Head = ({ location }: HeadProps) => (
  <PageHead title="Camera" description="A phone or a laptop as a talk’s camera." path={location.pathname}>
    <meta name="robots" content="noindex" />
    <meta name="referrer" content="no-referrer" />
  </PageHead>
);
