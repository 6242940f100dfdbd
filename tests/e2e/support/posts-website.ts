/**
 * A website of posts whose checks, publishing and releases are the real programs of website/scripts; only Gatsby is
 * another: it makes a page of each post's title, in no time.
 */
import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");

const scripts = globSync("website/scripts/**/*", { cwd: ROOT }).filter((path) => statSync(join(ROOT, path)).isFile());

/** The files to push. */
export const POSTS_WEBSITE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(scripts.map((path) => [path, readFileSync(join(ROOT, path), "utf8")])),
  "website/package-lock.json": "{}",
  "website/gatsby.mjs": `#!/usr/bin/env node
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
const write = (slug, title) => {
  mkdirSync(\`public/\${slug}\`, { recursive: true });
  writeFileSync(\`public/\${slug}/index.html\`, \`<h1>\${title}</h1>\`);
};
const posts = globSync("content/posts/*/index.md");
for (const path of posts) write(\`posts/\${basename(dirname(path))}\`, /^title: (.*)$/m.exec(readFileSync(path, "utf8"))[1]);
write("", \`\${posts.length} posts\`);
writeFileSync("public/404.html", "<h1>No such page</h1>");
mkdirSync(".cache", { recursive: true });
`,
  "buildspecs/website.yml": `version: 0.2
env:
  shell: bash
phases:
  install:
    commands:
      - mkdir -p website/node_modules/.bin website/node_modules/gatsby
      - ln -s ${ROOT}/node_modules/@aws-sdk ${ROOT}/node_modules/yaml website/node_modules/
      - echo '{"version":"0.0.0"}' > website/node_modules/gatsby/package.json
      - install -m 755 website/gatsby.mjs website/node_modules/.bin/gatsby
  build:
    commands:
      - node website/scripts/build.ts
      - node website/scripts/publish.ts
artifacts:
  files:
    - website/public/**/*
`,
};

/** A post's text. */
export const post = (title: string, date = "2026-11-23"): string =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [test]\ndescription: What it says.\n---\n\n${title}.\n`;
