import fc from "fast-check";
import { parse } from "yaml";
import type { PostItem } from "../../../liveblogger/data/post-item.ts";
import { localTime, markdownOf } from "../../../liveblogger/rules/post.ts";
import { checkRawPage } from "../../../website/scripts/content/check-page.ts";
import { readFrontMatter } from "../../../website/scripts/content/front-matter.ts";

const POST: PostItem = {
  talk: "what-a-talk",
  entry: "slide-012",
  revision: 3,
  time: "2026-11-28T13:03:05.250Z",
  returned: ["2026-11-28T13:10:05.000Z"],
  title: "Queues: why?",
  slide: 12,
  assurance: 0.98765,
  pictures: {
    large: { key: "what-a-talk/slide-012/0123456789ab-large.jpg", width: 1280, height: 720 },
    small: { key: "what-a-talk/slide-012/0123456789ab-small.jpg", width: 640, height: 360 },
  },
  notes: { markdown: "Say *why*.", html: "<p>Say <em>why</em>.</p>" },
};
const headOf = (markdown: string) => markdown.split("\n---\n")[0]?.replace(/^---\n/, "") ?? "";

describe("an entry's file", () => {
  it("says all that is known of it, and then the notes", () => {
    expect(markdownOf(POST, "Europe/Berlin")).toBe(`---
title: "Queues: why?"
date: "2026-11-28T14:03:05+01:00"
type: "liveblog"
talk: "what-a-talk"
entry: "slide-012"
slide: 12
assurance: 0.988
picture: "/media/what-a-talk/slide-012/0123456789ab-large.jpg"
pictures: {"large":{"src":"/media/what-a-talk/slide-012/0123456789ab-large.jpg","width":1280,"height":720},"small":{"src":"/media/what-a-talk/slide-012/0123456789ab-small.jpg","width":640,"height":360}}
returned: ["2026-11-28T14:10:05+01:00"]
---

Say *why*.
`);
  });

  it("keeps the website's contract", () => {
    expect(checkRawPage(markdownOf(POST, "Europe/Berlin"))).toEqual([]);
  });

  it("of a live update, without notes and returns, has none of them", () => {
    const { slide: _, ...update } = { ...POST, returned: [], notes: { markdown: "", html: "" } };
    const markdown = markdownOf(update, "UTC");
    expect(markdown).toMatch(/\n---\n\n$/);
    expect(markdown).not.toMatch(/slide:|returned:/);
    expect(checkRawPage(markdown)).toEqual([]);
  });

  it("has the title as it is, whatever it is", () => {
    const title = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
      fc.constantFrom(
        "---",
        "a: b",
        "- a",
        "#",
        "'",
        '"',
        "\\",
        "\u2028",
        "\u0085\ufeff",
        "null",
        "no",
        "!!js",
        "{{",
        "é😀",
        "a\n---\nb",
      ),
    );
    fc.assert(
      fc.property(title, (title) => {
        const markdown = markdownOf({ ...POST, title }, "UTC");
        expect(readFrontMatter(markdown).fields.get("title")?.value).toBe(title);
        for (const version of ["1.1", "1.2"] as const) expect(parse(headOf(markdown), { version }).title).toBe(title);
        // As Gatsby's reader takes it: printable signs only, and one line a field.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
        expect(headOf(markdown)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/);
        expect(headOf(markdown).split("\n")).toHaveLength(10);
      }),
    );
  });
});

it.each([
  ["UTC", "2026-11-28T13:03:05.250Z", "2026-11-28T13:03:05+00:00"],
  ["Europe/Berlin", "2026-11-28T23:30:00.000Z", "2026-11-29T00:30:00+01:00"],
  ["Europe/Berlin", "2026-07-01T12:00:00.000Z", "2026-07-01T14:00:00+02:00"],
  ["America/New_York", "2026-01-01T03:00:00.000Z", "2025-12-31T22:00:00-05:00"],
  ["Asia/Kathmandu", "2026-11-28T13:03:05.000Z", "2026-11-28T18:48:05+05:45"],
  ["America/New_York", "2026-11-01T05:30:00.000Z", "2026-11-01T01:30:00-04:00"],
  ["America/New_York", "2026-11-01T06:30:00.000Z", "2026-11-01T01:30:00-05:00"],
])("in %s the clocks show %s as %s", (zone, time, local) => {
  expect(localTime(time, zone)).toBe(local);
  expect(Math.abs(Date.parse(local) - Date.parse(time))).toBeLessThan(1000);
});
