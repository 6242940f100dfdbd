import { basename } from "node:path";

/** Gives each page its kind (`post` or `live`), its address, and a live page its entry's name. */
export function addFields({ node, getNode, actions }) {
  if (node.internal.type !== "MarkdownRemark") return;
  const file = getNode(node.parent);
  const field = (name, value) => actions.createNodeField({ node, name, value });
  if (file.sourceInstanceName === "posts") {
    field("kind", "post");
    field("path", `/posts/${file.relativeDirectory}/`);
    return;
  }
  const entry = basename(file.relativeDirectory);
  field("kind", "live");
  field("entry", entry);
  field("path", `/live/${node.frontmatter.talk}/#${entry}`);
}
