import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Moment } from "../components/date";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";
import { PostList, type PostSummary } from "../components/post-list";
import { TalkList, type TalkPage } from "../components/talk-list";
import { standingOf } from "../live/standing.ts";

interface Data {
  readonly posts: { readonly nodes: readonly PostSummary[] };
  readonly talks: { readonly nodes: readonly TalkPage[] };
  readonly site: { readonly siteMetadata: { readonly commit: string | null; readonly buildTime: string | null } };
}

export default function IndexPage({ data }: PageProps<Data>) {
  const { commit, buildTime } = data.site.siteMetadata;
  const talks = data.talks.nodes.filter(
    ({ pageContext }) => pageContext.status === "open" && standingOf(pageContext, null) === "begun",
  );
  return (
    <Layout>
      <section className="hero">
        <h1>
          A website that publishes itself: when you <code>git push</code>, and while you speak.
        </h1>
        <p>
          Lectern is a handful of small functions, a state machine that keeps them in order, and this site. These posts explain
          how it works, and what went wrong before it did. <Link to="/live/">Talks</Link> appear here slide by slide, while they
          are given.
        </p>
      </section>
      {talks.length > 0 && (
        <section className="talks-on" aria-labelledby="talks-on">
          <h2 className="section-title" id="talks-on">
            Follow a talk
          </h2>
          <TalkList talks={talks} />
        </section>
      )}
      <section aria-labelledby="newest">
        <h2 className="section-title" id="newest">
          Newest posts
        </h2>
        <PostList posts={data.posts.nodes} heading="h3" />
        <p>
          <Link to="/posts/">All posts</Link>
        </p>
      </section>
      {commit && (
        <p className="built">
          Built from commit <code>{commit.slice(0, 8)}</code>
          {buildTime && (
            <>
              {" "}
              of <Moment iso={buildTime} />
            </>
          )}
        </p>
      )}
    </Layout>
  );
}

export const Head = ({ location }: HeadProps) => (
  <PageHead path={location.pathname}>
    <link rel="alternate" type="application/rss+xml" title="Lectern" href="/rss.xml" />
  </PageHead>
);

export const query = graphql`
  query Index {
    posts: allMarkdownRemark(
      filter: { fields: { kind: { eq: "post" } } }
      sort: [{ frontmatter: { date: DESC } }, { id: ASC }]
      limit: 6
    ) {
      nodes {
        ...PostSummary
      }
    }
    talks: allSitePage(filter: { path: { regex: "/^/live/.+/" } }) {
      nodes {
        path
        pageContext
      }
    }
    site {
      siteMetadata {
        commit
        buildTime
      }
    }
  }
`;
