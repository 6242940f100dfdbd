import { Link } from "gatsby";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";

export default function NotFoundPage() {
  return (
    <Layout>
      <h1>There is no page here</h1>
      <p className="lead">The address may be misspelt, or the page was renamed or removed.</p>
      <p>
        <Link to="/posts/">All posts</Link> · <Link to="/">Home</Link>
      </p>
    </Layout>
  );
}

export const Head = () => (
  <PageHead title="Not found">
    <meta name="robots" content="noindex" />
  </PageHead>
);
