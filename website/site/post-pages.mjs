import { join } from "node:path";

const template = (name) => join(import.meta.dirname, "../src/templates", name);

/** A page a post, with its neighbours in time, and a page a tag. */
export async function createPostPages({ graphql, actions, reporter }) {
  const { data, errors } = await graphql(`{
    allMarkdownRemark(filter: { fields: { kind: { eq: "post" } } }, sort: [{ frontmatter: { date: ASC } }, { id: ASC }]) {
      nodes { id fields { path } frontmatter { tags } }
    }
  }`);
  if (errors) reporter.panic("The posts could not be read", errors);
  const posts = data.allMarkdownRemark.nodes;

  posts.forEach((post, index) => {
    const context = { id: post.id, olderId: posts[index - 1]?.id ?? null, newerId: posts[index + 1]?.id ?? null };
    actions.createPage({ path: post.fields.path, component: template("post.tsx"), context });
  });
  for (const tag of new Set(posts.flatMap((post) => post.frontmatter.tags))) {
    actions.createPage({ path: `/tags/${tag}/`, component: template("tag.tsx"), context: { tag } });
  }
}
