import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Day } from "../components/date";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";

interface Talk {
  readonly path: string;
  readonly pageContext: { readonly talk: string; readonly title: string | null };
}
interface EntriesOfTalk {
  readonly talk: string;
  readonly totalCount: number;
  /** The newest entry alone. */
  readonly nodes: readonly { readonly frontmatter: { readonly date: string } }[];
}
interface Data {
  readonly talks: { readonly nodes: readonly Talk[] };
  readonly entries: { readonly group: readonly EntriesOfTalk[] };
}
interface ListedTalk {
  readonly path: string;
  readonly title: string;
  readonly count: number | undefined;
  /** When the newest entry was made: ISO 8601; undefined before the first. */
  readonly latest: string | undefined;
}

export default function LivePage({ data }: PageProps<Data>) {
  const entriesOf = new Map(data.entries.group.map((group) => [group.talk, group]));
  const talks = data.talks.nodes
    .map(({ path, pageContext: { talk, title } }) => {
      const entries = entriesOf.get(talk);
      return { path, title: title ?? talk, count: entries?.totalCount, latest: entries?.nodes[0]?.frontmatter.date };
    })
    .sort((one, other) => (other.latest ?? "9").localeCompare(one.latest ?? "9"));
  return (
    <Layout>
      <h1>Live talks</h1>
      {talks.length === 0 ? <NoTalks /> : <Talks talks={talks} />}
    </Layout>
  );
}

function NoTalks() {
  return (
    <p className="lead">
      No talk has been blogged here yet, for the live blogger is still to be built;{" "}
      <Link to="/posts/two-seconds/">Two seconds</Link> tells how it is meant to work.
    </p>
  );
}

function Talks({ talks }: { talks: readonly ListedTalk[] }) {
  return (
    <>
      <p className="lead">While a speaker shows slides, each becomes an entry of the talk’s page, with the speaker’s notes.</p>
      <ul className="talks">
        {talks.map(({ path, title, count, latest }) => (
          <li key={path}>
            <Link to={path}>{title}</Link>
            <p className="meta">
              {latest ? (
                <>
                  {count === 1 ? "1 entry" : `${count} entries`}, the last on <Day iso={latest} />
                </>
              ) : (
                "Not begun"
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
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
    entries: allMarkdownRemark(filter: { fields: { kind: { eq: "live" } } }, sort: { frontmatter: { date: DESC } }) {
      group(field: { frontmatter: { talk: SELECT } }, limit: 1) {
        talk: fieldValue
        totalCount
        nodes {
          frontmatter {
            date
          }
        }
      }
    }
  }
`;
