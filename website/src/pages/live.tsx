import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Day } from "../components/date";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";

interface Data {
  readonly talks: {
    readonly nodes: readonly {
      readonly path: string;
      readonly pageContext: { readonly talk: string; readonly title: string | null };
    }[];
  };
  readonly entries: {
    readonly group: readonly { readonly talk: string; readonly totalCount: number; readonly latest: string }[];
  };
}

export default function LivePage({ data }: PageProps<Data>) {
  const entriesOf = new Map(data.entries.group.map((group) => [group.talk, group]));
  const talks = data.talks.nodes
    .map(({ path, pageContext }) => ({ path, ...pageContext, entries: entriesOf.get(pageContext.talk) }))
    .sort((one, other) => (other.entries?.latest ?? "9").localeCompare(one.entries?.latest ?? "9"));
  return (
    <Layout>
      <h1>Live talks</h1>
      <p className="lead">While a speaker shows slides, each becomes an entry of the talk’s page, with the speaker’s notes.</p>
      {talks.length === 0 && <p>No talk has been blogged yet.</p>}
      <ul className="talks">
        {talks.map(({ path, talk, title, entries }) => (
          <li key={path}>
            <Link to={path}>{title ?? talk}</Link>{" "}
            <span className="meta">
              {entries ? (
                <>
                  {entries.totalCount === 1 ? "1 entry" : `${entries.totalCount} entries`}, the last on{" "}
                  <Day iso={entries.latest} />
                </>
              ) : (
                "not begun"
              )}
            </span>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

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
    entries: allMarkdownRemark(filter: { fields: { kind: { eq: "live" } } }) {
      group(field: { frontmatter: { talk: SELECT } }) {
        talk: fieldValue
        totalCount
        latest: max(field: { frontmatter: { date: SELECT } })
      }
    }
  }
`;
