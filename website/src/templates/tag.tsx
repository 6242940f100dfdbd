import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";
import { PostList, type PostSummary } from "../components/post-list";

interface Data {
  readonly posts: { readonly nodes: readonly PostSummary[] };
}
interface Context {
  readonly tag: string;
}

export default function TagPage({ data, pageContext }: PageProps<Data, Context>) {
  return (
    <Layout>
      <p className="meta">
        <Link to="/tags/">Tags</Link>
      </p>
      <h1>{pageContext.tag}</h1>
      <PostList posts={data.posts.nodes} />
    </Layout>
  );
}

export const Head = ({ pageContext, location }: HeadProps<Data, Context>) => (
  <PageHead title={pageContext.tag} description={`Posts about ${pageContext.tag}.`} path={location.pathname} />
);

export const query = graphql`
  query Tag($tag: String!) {
    posts: allMarkdownRemark(
      filter: { fields: { kind: { eq: "post" } }, frontmatter: { tags: { in: [$tag] } } }
      sort: [{ frontmatter: { date: DESC } }, { id: ASC }]
    ) {
      nodes {
        ...PostSummary
      }
    }
  }
`;
