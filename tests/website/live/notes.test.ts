import fc from "fast-check";
import { type HtmlTree, type Note, type Notes, safeNotes } from "../../../website/src/live/notes.ts";

const text = (value: string): HtmlTree => ({ type: "text", value });
const element = (tagName: string, properties: HtmlTree["properties"] = {}, ...children: HtmlTree[]): HtmlTree => ({
  type: "element",
  tagName,
  properties,
  children,
});
const root = (...children: HtmlTree[]): HtmlTree => ({ type: "root", children });

it("keeps what speakers write", () => {
  const tree = root(
    element("p", {}, text("See "), element("a", { href: "https://example.org/", title: "A site" }, text("this"))),
    element("ol", { start: 3 }, element("li", {}, element("strong", {}, text("one")))),
  );
  expect(safeNotes(tree)).toEqual([
    {
      tag: "p",
      attributes: {},
      children: ["See ", { tag: "a", attributes: { href: "https://example.org/", title: "A site" }, children: ["this"] }],
    },
    {
      tag: "ol",
      attributes: { start: "3" },
      children: [{ tag: "li", attributes: {}, children: [{ tag: "strong", attributes: {}, children: ["one"] }] }],
    },
  ]);
});

it("keeps the colours of code, and no other classes", () => {
  const code = element(
    "pre",
    { className: ["language-js"] },
    element("span", { className: ["token", "keyword"] }, text("const")),
  );
  expect(safeNotes(root(code))).toEqual([
    {
      tag: "pre",
      attributes: { className: "language-js" },
      children: [{ tag: "span", attributes: { className: "token keyword" }, children: ["const"] }],
    },
  ]);
  expect(safeNotes(root(element("p", { className: ["unseen"] })))).toEqual([{ tag: "p", attributes: {}, children: [] }]);
});

it("puts headings below the entry's own", () => {
  const headings = safeNotes(root(element("h1"), element("h2"), element("h3"), element("h6")));
  expect(headings.map((note) => (note as { tag: string }).tag)).toEqual(["h3", "h4", "h3", "h6"]);
});

it.each(["script", "style", "iframe", "svg", "math", "template", "noscript", "object", "form", "textarea"])(
  "shows nothing of <%s>",
  (tag) => {
    expect(safeNotes(root(element(tag, { src: "https://elsewhere.example/" }, text("alert(1)"))))).toEqual([]);
  },
);

it("shows the content of what it does not know, and a picture's description", () => {
  expect(safeNotes(root(element("marquee", { onstart: "alert(1)" }, text("text"))))).toEqual(["text"]);
  expect(safeNotes(root(element("img", { src: "x", onerror: "alert(1)", alt: "A tree" })))).toEqual(["A tree"]);
  expect(safeNotes(root(element("img", { src: "x", onerror: "alert(1)" })))).toEqual([]);
});

it.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  " \u0001javascript:alert(1)",
  "java\nscript:alert(1)",
  "java\tscript\u0000:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "blob:https://example.org/1",
  "file:///etc/passwd",
])("makes no link of %j", (href) => {
  expect(safeNotes(element("a", { href }, text("x")))).toEqual(["x"]);
});

it.each(["https://example.org/?a=b:c", "http://example.org", "mailto:a@example.org", "/posts/", "#slide-001", "a/b:c", "?q=a:b"])(
  "keeps a link to %j",
  (href) => {
    expect(safeNotes(element("a", { href }))).toEqual([{ tag: "a", attributes: { href }, children: [] }]);
  },
);

it("leaves nothing between a table's rows that HTML does not have there", () => {
  const tree = element("table", {}, text("\n"), element("tr", {}, text(" "), element("td", {}, text(" a "))));
  expect(safeNotes(tree)).toEqual([
    {
      tag: "table",
      attributes: {},
      children: [{ tag: "tr", attributes: {}, children: [{ tag: "td", attributes: {}, children: [" a "] }] }],
    },
  ]);
});

it("has only harmless elements and attributes, whatever the tree", () => {
  const names = fc.constantFrom(
    "p",
    "a",
    "b",
    "div",
    "script",
    "svg",
    "img",
    "iframe",
    "constructor",
    "__proto__",
    "x-y",
    "style",
  );
  const properties = fc.dictionary(
    fc.constantFrom(
      "href",
      "src",
      "onclick",
      "style",
      "className",
      "id",
      "srcDoc",
      "dangerouslySetInnerHTML",
      "ref",
      "key",
      "title",
    ),
    fc.oneof(fc.constantFrom("javascript:alert(1)", "https://example.org", "token"), fc.array(fc.string()), fc.integer()),
  );
  const { tree } = fc.letrec<{ tree: HtmlTree }>((tie) => ({
    tree: fc.oneof(
      fc.record({ type: fc.constant("text"), value: fc.string() }),
      fc.record({ type: fc.constant("element"), tagName: names, properties, children: fc.array(tie("tree"), { maxLength: 4 }) }),
    ),
  }));
  const check = (note: Note): void => {
    if (typeof note === "string") return;
    expect(["p", "a", "b", "div"]).toContain(note.tag);
    for (const [name, value] of Object.entries(note.attributes)) {
      expect(["href", "className", "title"]).toContain(name);
      expect(typeof value).toBe("string");
      if (name === "href") expect(value).not.toMatch(/javascript/);
      if (name === "className") expect(value).toMatch(/^[a-z0-9 -]+$/);
    }
    note.children.forEach(check);
  };
  fc.assert(fc.property(tree, (any) => (safeNotes(any) satisfies Notes).forEach(check)));
});
