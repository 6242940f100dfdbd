import { graphql, type HeadProps, type PageProps } from "gatsby";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";
import { PostList, type PostSummary } from "../components/post-list";

interface Data {
  readonly posts: { readonly nodes: readonly PostSummary[] };
}

export default function PostsPage({ data }: PageProps<Data>) {
  return (
    <Layout>
      <h1>Posts</h1>
      <PostList posts={data.posts.nodes} />
    </Layout>
  );
}

export const Head = ({ location }: HeadProps) => (
  <PageHead title="Posts" description="Everything that was written about Lectern, newest first." path={location.pathname} />
);

export const query = graphql`
  query Posts {
    posts: allMarkdownRemark(filter: { fields: { kind: { eq: "post" } } }, sort: [{ frontmatter: { date: DESC } }, { id: ASC }]) {
      nodes {
        ...PostSummary
      }
    }
  }
`;
