import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Layout } from "../src/components/layout";
import { type Entry, LiveEntry } from "../src/components/live-entry";
import { PageHead } from "../src/components/page-head";

/*
 * A talk's page. Not in src/, whose queries Gatsby expects to run in every build: this one runs only when there are talks.
 */

interface Data {
  readonly entries: { readonly nodes: readonly Entry[] };
}
interface Context {
  readonly talk: string;
  readonly title: string | null;
}

export default function TalkPage({ data, pageContext }: PageProps<Data, Context>) {
  const entries = data.entries.nodes;
  return (
    <Layout>
      <p className="meta">
        <Link to="/live/">Live talks</Link>
      </p>
      <h1>{pageContext.title ?? pageContext.talk}</h1>
      {entries.length === 0 ? (
        <p className="lead">The talk has not begun. Its slides will appear here, each with the speaker’s notes.</p>
      ) : (
        <ol className="entries" reversed>
          {entries.map((entry) => (
            <LiveEntry key={entry.fields.path} entry={entry} />
          ))}
        </ol>
      )}
    </Layout>
  );
}

export const Head = ({ pageContext, location }: HeadProps<Data, Context>) => {
  const title = pageContext.title ?? pageContext.talk;
  return <PageHead title={title} description={`${title}, slide by slide.`} path={location.pathname} />;
};

export const query = graphql`
  query Talk($talk: String!) {
    entries: allMarkdownRemark(
      filter: { fields: { kind: { eq: "live" } }, frontmatter: { talk: { eq: $talk } } }
      sort: [{ frontmatter: { date: DESC } }, { id: ASC }]
    ) {
      nodes {
        html
        fields {
          path
          pictureAddress
          pictureFile {
            publicURL
          }
        }
        frontmatter {
          title
          date
          slide
        }
      }
    }
  }
`;
