import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { releasesPrefix } from "../releases/layout.ts";
import type { ReleaseFile, SiteFiles } from "../releases/release.ts";
import { filesIn } from "../support/files-in.ts";
import { BuildProblem } from "../support/program.ts";

/** After so many files, requests get their turn. */
const breathEvery = 16;

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

/** Reads and hashes a site's files. What a build wrote just now is in memory, so waiting for each read would be most of the work. */
export async function hashSite(folder: string, paths: readonly string[]): Promise<SiteFiles> {
  const files: [string, ReleaseFile][] = [];
  for (const path of paths) {
    const bytes = readFileSync(join(folder, path));
    files.push([path, { sha256: hash("sha256", bytes), md5: hash("md5", bytes), bytes: bytes.length }]);
    if (files.length % breathEvery === 0) await setImmediate();
  }
  return Object.fromEntries(files);
}
