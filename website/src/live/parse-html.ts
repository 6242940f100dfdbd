import type { HtmlTree } from "./notes.ts";

/**
 * Parses HTML, in a browser, as a document that is never shown: no script runs in it and nothing is fetched for it.
 * Templates' contents are no children in the DOM, so they stay outside.
 */
export const parseHtml = (html: string): HtmlTree => ({
  type: "root",
  children: [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(treeOf),
});

function treeOf(node: Node): HtmlTree {
  if (node.nodeType === Node.TEXT_NODE) return { type: "text", value: node.nodeValue ?? "" };
  if (!(node instanceof Element)) return { type: "comment" };
  const { class: _, ...attributes } = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  return {
    type: "element",
    tagName: node.localName,
    properties: { ...attributes, className: [...node.classList] },
    children: [...node.childNodes].map(treeOf),
  };
}
