/** A website without Gatsby that shows the raw pages: its build notes which there are, waits for `pause` seconds, and publishes their list. */
import { join, resolve } from "node:path";
import { SMALL_WEBSITE } from "./stack.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

export const LIVE_WEBSITE: Readonly<Record<string, string>> = {
  ...SMALL_WEBSITE,
  "buildspecs/website.yml": `version: 0.2
env:
  shell: bash
phases:
  build:
    commands:
      - node raw-pages.mjs
      - sleep "$(cat pause)"
      - node publish.mjs
artifacts:
  files:
    - site/**/*
`,
  "raw-pages.mjs": `import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const { ListObjectsV2Command, S3Client } = createRequire(${JSON.stringify(join(ROOT, "package.json"))})("@aws-sdk/client-s3");
const { Contents = [] } = await new S3Client({}).send(new ListObjectsV2Command({ Bucket: process.env.POSTS_BUCKET }));
writeFileSync("site/raw-pages.html", Contents.map(({ Key }) => Key).filter((key) => key.endsWith(".md")).join("\\n"));
`,
};
