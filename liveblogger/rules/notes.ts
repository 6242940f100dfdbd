/**
 * The speaker's notes, made safe for readers: Markdown in, the Markdown that may be published out, and its HTML. Two programs make
 * pages of them, the website's Gatsby, which passes raw HTML through, and the feed. So what is dangerous is taken out of the
 * Markdown itself.
 */
import type { Definition, Nodes, Paragraph, Parents, Root, Text } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown, gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown, type Unsafe } from "mdast-util-to-markdown";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

export interface SafeNotes {
  readonly markdown: string;
  readonly html: string;
}

/**
 * Raw HTML is shown as the text that it is; links to anything but pages and mail are text; a picture is told by its description, so
 * that no reader is seen by whoever keeps it; footnotes, whose names would clash on the talk's page, are paragraphs.
 */
export function safeNotes(notes: string): SafeNotes {
  const tree = parsed(notes);
  const safe = toMarkdown({ type: "root", children: safeChildren(tree, definitionsIn(tree)) } as Root, {
    extensions: [gfmToMarkdown(), { unsafe: [INLINE_FOOTNOTE] }],
    bullet: "-",
  }).trim();
  // The two directions are different programs: what does not come back as it was meant is published as plain text.
  const markdown = isSafe(parsed(safe)) ? safe : plain(notes);
  return { markdown, html: micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }) };
}

/** Gatsby makes a footnote of `^[…]`. */
const INLINE_FOOTNOTE: Unsafe = { character: "^", inConstruct: "phrasing" };

const parsed = (markdown: string): Root => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** Every sign that means something in Markdown is escaped. */
const plain = (notes: string): string =>
  notes
    .replace(/[!-/:-@[-`{-~]/g, "\\$&")
    .replace(/^[ \t]+/gm, "")
    .trim();

type Definitions = ReadonlyMap<string, Definition>;

/** By their names; of two with one name the first counts. */
function definitionsIn(node: Nodes, found = new Map<string, Definition>()): Definitions {
  if (node.type === "definition" && !found.has(node.identifier)) found.set(node.identifier, node);
  if ("children" in node) for (const child of node.children) definitionsIn(child, found);
  return found;
}

const text = (value: string): Text => ({ type: "text", value });
const paragraph = (value: string): Paragraph => ({ type: "paragraph", children: [text(value)] });

const FLOW: readonly string[] = ["root", "blockquote", "listItem", "footnoteDefinition"];

const safeChildren = (parent: Parents, definitions: Definitions): Nodes[] =>
  (parent.children as Nodes[]).flatMap((child) => safe(child, parent, definitions));

/** What may be published of a node: itself, something harmless in its place, or nothing. */
function safe(node: Nodes, parent: Parents, definitions: Definitions): Nodes[] {
  const inside = () => ("children" in node ? safeChildren(node, definitions) : []);
  switch (node.type) {
    case "html":
      return [FLOW.includes(parent.type) ? paragraph(node.value) : text(node.value)];
    case "code":
      return [{ type: "code", lang: languageOf(node.lang), value: node.value }];
    case "link":
      return link(node.url, node.title, inside());
    case "linkReference": {
      const { url, title } = definitions.get(node.identifier) ?? { url: "", title: null };
      return link(url, title, inside());
    }
    case "image":
    case "imageReference":
      return node.alt ? [text(node.alt)] : [];
    case "definition":
    case "footnoteReference":
      return [];
    case "footnoteDefinition":
      return inside();
    default:
      return ["children" in node ? ({ ...node, children: inside() } as Nodes) : node];
  }
}

type Title = string | null | undefined;

const link = (url: string, title: Title, children: Nodes[]): Nodes[] =>
  isPage(url) ? [{ type: "link", url, ...(title && { title }), children } as Nodes] : children;

/** Browsers leave some signs out of an address before they look at it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const isPlain = (url: string): boolean => !/[\u0000-\u0020\u007f\\]/.test(url);
/** A page anywhere, a mail address, or a page of this site. */
const isPage = (url: string): boolean => isPlain(url) && /^(https?:\/\/|mailto:|\/(?!\/))/i.test(url);

/** Gatsby's highlighter writes it into HTML as it is. */
const languageOf = (lang: string | null | undefined): string | null => (lang && /^[\w+#.-]{1,30}$/.test(lang) ? lang : null);

/** Whether a tree holds nothing but what `safe` gives. */
function isSafe(node: Nodes): boolean {
  switch (node.type) {
    case "html":
    case "image":
    case "imageReference":
    case "linkReference":
    case "definition":
    case "footnoteReference":
    case "footnoteDefinition":
      return false;
    case "code":
      return !node.lang || (languageOf(node.lang) !== null && !node.meta);
    case "link":
      return isPage(node.url) && node.children.every(isSafe);
    default:
      return "children" in node ? (node.children as Nodes[]).every(isSafe) : true;
  }
}
