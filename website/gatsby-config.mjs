import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkContent } from "./scripts/content/check-content.ts";
import { builtFrom } from "./site/built-from.mjs";
import { feed } from "./site/feed.mjs";
import { siteMetadata } from "./site/metadata.mjs";

const content = join(import.meta.dirname, "content");
// A clone without raw pages has no such folder, which the file source would refuse.
mkdirSync(join(content, "raw"), { recursive: true });
const { brokenRawPages } = await checkContent(import.meta.dirname);

export default {
  siteMetadata: { ...siteMetadata, ...builtFrom },
  trailingSlash: "always",
  jsxRuntime: "automatic",
  graphqlTypegen: false,
  plugins: [
    { resolve: "gatsby-source-filesystem", options: { name: "posts", path: join(content, "posts") } },
    { resolve: "gatsby-source-filesystem", options: { name: "raw", path: join(content, "raw"), ignore: brokenRawPages } },
    { resolve: "gatsby-plugin-sharp", options: { defaults: { quality: 80 } } },
    {
      resolve: "gatsby-transformer-remark",
      options: {
        plugins: [
          {
            resolve: "gatsby-remark-images",
            options: { maxWidth: 720, linkImagesToOriginal: false, backgroundColor: "transparent" },
          },
          { resolve: "gatsby-remark-prismjs", options: { noInlineHighlight: true } },
          {
            resolve: "gatsby-remark-copy-linked-files",
            // Below static/, like every other hashed file, so that one rule tells which files never change.
            options: { destinationDir: ({ name, hash }) => `static/${hash}/${name}` },
          },
        ],
      },
    },
    { resolve: "gatsby-plugin-feed", options: feed },
    { resolve: "gatsby-plugin-sitemap", options: { output: "/" } },
  ],
};
