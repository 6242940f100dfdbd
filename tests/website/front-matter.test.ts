import { readFrontMatter } from "../../website/scripts/content/front-matter.ts";

describe("reading front matter", () => {
  it("gives each field with its line in the file", () => {
    const { fields, problems } = readFrontMatter("---\ntitle: A title\ntags:\n  - one\n  - two\ndate: 2026-11-23\n---\nText\n");
    expect(problems).toEqual([]);
    expect(Object.fromEntries(fields)).toEqual({
      title: { line: 2, value: "A title" },
      tags: { line: 3, value: ["one", "two"] },
      date: { line: 6, value: "2026-11-23" },
    });
  });

  it("keeps the text of a date, whatever its form", () => {
    const { fields } = readFrontMatter("---\ndate: 2026-11-23T17:05:00+01:00\n---\n");
    expect(fields.get("date")?.value).toBe("2026-11-23T17:05:00+01:00");
  });

  it("takes a file that an editor on Windows wrote", () => {
    expect(readFrontMatter("\uFEFF---\r\ntitle: A\r\n---\r\nText").fields.get("title")).toEqual({ line: 2, value: "A" });
  });

  it.each([
    ["no front matter", "# A title\n", 1, /does not start with front matter/],
    ["an empty file", "", 1, /does not start with front matter/],
    ["no end", "---\ntitle: A\n", 1, /no end/],
    ["no fields", "---\njust words\n---\n", 2, /no list of/],
    ["nothing between the fences", "---\n---\n", 2, /no list of/],
    ["YAML that is broken", '---\ntitle: A\ndescription: "no end\n---\n', 3, /YAML/],
    ["a colon in a plain text", "---\ntitle: One: two\n---\n", 2, /YAML/],
    ["a field given twice", "---\ntitle: A\ndate: 2026-11-23\ntitle: B\n---\n", 4, /YAML/],
  ])("tells the line of %s", (_, text, line, message) => {
    const { problems } = readFrontMatter(text);
    expect(problems[0]).toEqual({ line, message: expect.stringMatching(message) });
  });
});
