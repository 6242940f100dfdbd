import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkContent } from "../../website/scripts/content/check-content.ts";

const folder = "website/content/posts";
const slugs = readdirSync(folder);
const textOf = (slug: string) => readFileSync(join(folder, slug, "index.md"), "utf8");

it("the posts keep the contract", async () => {
  expect((await checkContent("website")).postProblems).toEqual([]);
});

it("the pages link only to posts that exist", () => {
  const pages = readdirSync("website/src/pages").map((file) => readFileSync(join("website/src/pages", file), "utf8"));
  const targets = pages.flatMap((text) => [...text.matchAll(/"\/posts\/([^/"]+)\/"/g)].map(([, slug]) => slug));
  expect(targets).toContain("two-seconds");
  for (const slug of targets) expect(slugs).toContain(slug);
});

describe.each(slugs)("the post %s", (slug) => {
  it("links only to posts that exist", () => {
    const links = [...textOf(slug).matchAll(/\]\(\/posts\/([^/)]+)\/\)/g)].map(([, target]) => target);
    for (const target of links) expect(slugs).toContain(target);
  });

  it("shows only pictures that exist, each with a text for whoever cannot see it", () => {
    const markdown = [...textOf(slug).matchAll(/!\[([^\]]*)\]\(\.\/([^)]+)\)/g)].map(([, alt, file]) => ({ alt, file }));
    const html = [...textOf(slug).matchAll(/<img src="\.\/([^"]+)"[^>]* alt="([^"]*)"/g)].map(([, file, alt]) => ({ alt, file }));
    for (const { alt = "", file = "" } of [...markdown, ...html]) {
      expect(existsSync(join(folder, slug, file))).toBe(true);
      expect(alt.length).toBeGreaterThan(20);
    }
  });
});
