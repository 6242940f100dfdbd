import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { siteMetadata } from "./metadata.mjs";

/** Everybody may read everything; the site map tells where it is. */
export async function writeRobots(site) {
  const lines = ["User-agent: *", "Allow: /", "", `Sitemap: ${siteMetadata.siteUrl}/sitemap-index.xml`, ""];
  await writeFile(join(site, "public/robots.txt"), lines.join("\n"));
}
