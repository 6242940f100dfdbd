import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";
import { TalkList, type TalkPage } from "../components/talk-list";

interface Data {
  readonly talks: { readonly nodes: readonly TalkPage[] };
}

export default function LivePage({ data }: PageProps<Data>) {
  const talks = [...data.talks.nodes].sort((one, other) => whenOf(other).localeCompare(whenOf(one)));
  return (
    <Layout>
      <h1>Live talks</h1>
      {talks.length === 0 ? (
        <p className="lead">
          No talk has been blogged here yet. <Link to="/posts/two-seconds/">Two seconds</Link> tells how it is done.
        </p>
      ) : (
        <>
          <p className="lead">
            While a speaker shows slides, each becomes an entry of the talk’s page, with the speaker’s notes.
          </p>
          <TalkList talks={talks} />
        </>
      )}
    </Layout>
  );
}

/** Talks to come stand above those that were given, the latest first. */
const whenOf = ({ pageContext: { latest, date } }: TalkPage): string => (latest ? `1${latest}` : `2${date ?? ""}`);

export const Head = ({ location }: HeadProps) => (
  <PageHead title="Live talks" description="Talks, slide by slide, as they were given." path={location.pathname} />
);

export const query = graphql`
  query Live {
    talks: allSitePage(filter: { path: { regex: "/^/live/.+/" } }) {
      nodes {
        path
        pageContext
      }
    }
  }
`;
