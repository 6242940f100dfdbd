import { basename, join } from "node:path";

/** Gives each page its kind (`post` or `live`), its address, and a live page its picture. */
export function addFields({ node, getNode, actions }) {
  if (node.internal.type !== "MarkdownRemark") return;
  const file = getNode(node.parent);
  const field = (name, value) => actions.createNodeField({ node, name, value });
  if (file.sourceInstanceName === "posts") {
    field("kind", "post");
    field("path", `/posts/${file.relativeDirectory}/`);
    return;
  }
  const { talk, picture } = node.frontmatter;
  field("kind", "live");
  field("path", `/live/${talk}/#${basename(file.relativeDirectory)}`);
  // An address of this site stays as it is; anything else names a file beside the page, and can only be one of the content's.
  if (picture?.startsWith("/")) field("pictureAddress", picture);
  else if (picture) field("pictureFile", join(file.dir, picture));
}
