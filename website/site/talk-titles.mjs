import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSlug } from "../scripts/content/rules.ts";

/** The titles of published talks: each has `<talk>/talk.json` among the raw pages, often before its first slide. */
export async function readTalkTitles(rawFolder, reporter) {
  const titles = new Map();
  for (const entry of await readdir(rawFolder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !isSlug(entry.name)) continue;
    const path = join(rawFolder, entry.name, "talk.json");
    try {
      const { title } = JSON.parse(await readFile(path, "utf8"));
      titles.set(entry.name, typeof title === "string" ? title : null);
    } catch (error) {
      if (error.code !== "ENOENT") reporter.warn(`${path} is left out: ${error.message}`);
    }
  }
  return titles;
}
