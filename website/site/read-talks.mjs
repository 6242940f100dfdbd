import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readTalk } from "../scripts/content/read-talk.ts";
import { isSlug } from "../scripts/content/rules.ts";

/** The published talks: each has `<talk>/talk.json` among the raw pages, often before its first slide. */
export async function readTalks(rawFolder, reporter) {
  const talks = new Map();
  for (const entry of await readdir(rawFolder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !isSlug(entry.name)) continue;
    const path = join(rawFolder, entry.name, "talk.json");
    try {
      const { talk, problems } = readTalk(await readFile(path, "utf8"));
      for (const problem of problems) reporter.warn(`${path}: ${problem} (left out)`);
      talks.set(entry.name, talk);
    } catch (error) {
      if (error.code !== "ENOENT") reporter.warn(`${path} is left out: ${error.message}`);
    }
  }
  return talks;
}
