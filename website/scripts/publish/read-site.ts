import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { releasesPrefix } from "../releases/layout.ts";
import type { ReleaseFile, SiteFiles } from "../releases/release.ts";
import { atMost } from "../support/at-most.ts";
import { filesIn } from "../support/files-in.ts";
import { BuildProblem } from "../support/program.ts";

/** Files being read at once: there is always one to hash while others are on their way. */
const concurrency = 16;

/** A built site's files. Half a site would remove the other half, so what every build makes must be there. @throws BuildProblem */
export async function pathsOfSite(folder: string): Promise<string[]> {
  const paths = await filesIn(folder);
  for (const needed of ["index.html", "404.html"]) {
    if (!paths.includes(needed))
      throw new BuildProblem(`${folder} has no ${needed}: this is no finished site, nothing is published`);
  }
  const taken = paths.find((path) => path.startsWith(releasesPrefix));
  if (taken) throw new BuildProblem(`${taken} can't be published: ${releasesPrefix} in the bucket is where releases are kept`);
  return paths;
}

/** Reads and hashes a site's files. */
export async function hashSite(folder: string, paths: readonly string[]): Promise<SiteFiles> {
  const files = new Map<string, ReleaseFile>();
  await atMost(concurrency, paths, async (path) => {
    const bytes = await readFile(join(folder, path));
    files.set(path, { sha256: hash("sha256", bytes), md5: hash("md5", bytes), bytes: bytes.length });
  });
  // Sorted, so that manifests of the same site are the same.
  return Object.fromEntries(
    paths.map((path) => [path, files.get(path)]).filter((entry): entry is [string, ReleaseFile] => !!entry[1]),
  );
}
