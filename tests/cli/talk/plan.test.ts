import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { plainNotes } from "../../../cli/talk/plain-notes.ts";
import { newToken } from "../../../cli/talk/token.ts";

const textOf = (node: Nodes): string =>
  "children" in node ? node.children.map(textOf).join("") : "value" in node ? node.value : "";

test("a text, whatever its signs, is shown by its Markdown as it is", () => {
  const sign = fc.constantFrom(..."ab 1.)#*_`[]()<>&!|~-+=:\\\n\t'\"/");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join("");
      const paragraphs = fromMarkdown(plainNotes(text)).children;
      expect(paragraphs.every(({ type }) => type === "paragraph")).toBe(true);
      const lines = text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
      expect(paragraphs.map((paragraph) => textOf(paragraph))).toEqual(lines);
    }),
  );
});

test("a token is of 256 bits, and no two are alike", () => {
  const tokens = Array.from({ length: 100 }, newToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
});
