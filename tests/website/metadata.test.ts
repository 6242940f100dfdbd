/** What every page's script would carry, it must not carry: a commit there would change each page with each push. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What Gatsby puts into bundles: everything in src/, and what site/ has for it. */
const bundled = ["src", "site"].flatMap((folder) =>
  readdirSync(join("website", folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && file !== "built-from.mjs")
    .map((file) => join("website", folder, file)),
);

it("there is something to look at", () => {
  expect(bundled).toContain("website/src/components/page-head.tsx");
  expect(bundled).toContain("website/site/metadata.mjs");
});

it.each(bundled)("%s knows neither the commit nor the build's time but by a query", (file) => {
  const text = readFileSync(file, "utf8");
  expect(text).not.toMatch(/GATSBY_(COMMIT|BUILDTIME)|built-from/);
});

it("only the home page asks for the commit", () => {
  const asking = bundled.filter((file) => /siteMetadata \{[^}]*commit/.test(readFileSync(file, "utf8")));
  expect(asking.filter((file) => file.startsWith("website/src/"))).toEqual(["website/src/pages/index.tsx"]);
});
