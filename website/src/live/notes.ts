/*
 * Speakers' notes come as HTML that our own functions made of Markdown without raw HTML. They are guarded here once more,
 * built and fed alike, because nothing else would: the site's Content-Security-Policy must allow inline scripts (Gatsby
 * writes its loader into the page), and Gatsby lets raw HTML in Markdown through. It costs little: the HTML is parsed
 * without being run, and only what is listed below becomes elements. No HTML text is ever put into the page.
 */

/** A piece of HTML as a tree, of the form that `htmlAst` has in Gatsby's data (hast). */
export interface HtmlTree {
  readonly type: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly HtmlTree[];
  readonly value?: string;
}

/** What may be shown: texts, and elements with harmless attributes. */
export type Notes = readonly Note[];
export type Note = string | NoteElement;
export interface NoteElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Notes;
}

/** Elements that are shown. Of all others only the content is, and of those in `silent` not even that. */
const shown = new Set(
  "a b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre s span strong sub sup table tbody td th thead tr ul".split(
    " ",
  ),
);
const silent = new Set(
  "audio button canvas embed form frame frameset iframe input link math meta noembed noframes noscript object option select script style svg template textarea title video xmp".split(
    " ",
  ),
);
/** Between these, white space is no text. */
const rowsOnly = new Set(["table", "thead", "tbody", "tr"]);

/** Keeps of HTML what may be shown. A picture is told by its description. */
export function safeNotes({ type, tagName = "", properties = {}, children = [], value = "" }: HtmlTree): Notes {
  if (type === "text") return value === "" ? [] : [value];
  if (type === "root") return children.flatMap(safeNotes);
  if (type !== "element" || silent.has(tagName)) return [];
  if (tagName === "img") return typeof properties.alt === "string" && properties.alt !== "" ? [properties.alt] : [];
  const inside = children.flatMap(safeNotes);
  const attributes = safeAttributes(tagName, properties);
  const leadsNowhere = tagName === "a" && attributes.href === undefined;
  if (leadsNowhere || !shown.has(tagName)) return inside;
  const content = rowsOnly.has(tagName) ? inside.filter((child) => typeof child !== "string" || child.trim() !== "") : inside;
  return [{ tag: belowTheEntry(tagName), attributes, children: content }];
}

/** The entry's title is an h2, so no heading of the notes may be as high. The live blogger sees to it already. */
const belowTheEntry = (tag: string) => tag.replace(/^h[12]$/, (heading) => (heading === "h1" ? "h3" : "h4"));

function safeAttributes(tag: string, { href, className, start, title }: Readonly<Record<string, unknown>>) {
  const attributes: Record<string, string> = {};
  if (tag === "a" && typeof href === "string" && isSafeAddress(href)) attributes.href = href;
  if (tag === "ol" && Number.isInteger(Number(start))) attributes.start = String(start);
  if (typeof title === "string") attributes.title = title;
  const classes = Array.isArray(className) ? className.map(String).filter((name) => codeClass.test(name)) : [];
  // Coloured code is all that has classes: a token's says what it is, its block's in which language.
  if (classes.length > 0) attributes.className = (className as unknown[]).map(String).filter(isPlainWord).join(" ");
  return attributes;
}

const codeClass = /^(token|gatsby-highlight|language-[a-z0-9-]+)$/;
const isPlainWord = (name: string) => /^[a-z0-9-]+$/.test(name);

/** Whether a link leads somewhere, and runs nothing: it has no scheme, or one of these, to the letter. */
function isSafeAddress(href: string): boolean {
  const scheme = /^([^/?#]*?):/.exec(href)?.[1];
  return scheme === undefined || ["http", "https", "mailto"].includes(scheme.toLowerCase());
}
