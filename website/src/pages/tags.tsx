import { graphql, type HeadProps, Link, type PageProps } from "gatsby";
import { Layout } from "../components/layout";
import { PageHead } from "../components/page-head";

interface Data {
  readonly posts: { readonly group: readonly { readonly tag: string; readonly totalCount: number }[] };
}

export default function TagsPage({ data }: PageProps<Data>) {
  return (
    <Layout>
      <h1>Tags</h1>
      <ul className="tag-index">
        {data.posts.group.map(({ tag, totalCount }) => (
          <li key={tag}>
            <Link to={`/tags/${tag}/`}>{tag}</Link>{" "}
            <span className="meta">{totalCount === 1 ? "1 post" : `${totalCount} posts`}</span>
          </li>
        ))}
      </ul>
    </Layout>
  );
}

export const Head = ({ location }: HeadProps) => (
  <PageHead title="Tags" description="What the posts on Lectern are about." path={location.pathname} />
);

export const query = graphql`
  query Tags {
    posts: allMarkdownRemark(filter: { fields: { kind: { eq: "post" } } }) {
      group(field: { frontmatter: { tags: SELECT } }) {
        tag: fieldValue
        totalCount
      }
    }
  }
`;
