import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { releasesPrefix } from "../releases/layout.ts";
import type { ReleaseFile, SiteFiles } from "../releases/release.ts";
import { filesIn } from "../support/files-in.ts";
import { BuildProblem } from "../support/program.ts";

const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");

/** Reads a built site. Half a one would remove the other half, so what every build makes must be there. @throws BuildProblem */
export async function readSite(folder: string): Promise<SiteFiles> {
  const paths = await filesIn(folder);
  for (const needed of ["index.html", "404.html"]) {
    if (!paths.includes(needed))
      throw new BuildProblem(`${folder} has no ${needed}: this is no finished site, nothing is published`);
  }
  const taken = paths.find((path) => path.startsWith(releasesPrefix));
  if (taken) throw new BuildProblem(`${taken} can't be published: ${releasesPrefix} in the bucket is where releases are kept`);
  const files: [string, ReleaseFile][] = [];
  for (const path of paths) {
    const bytes = await readFile(join(folder, path));
    files.push([path, { sha256: hash("sha256", bytes), md5: hash("md5", bytes), bytes: bytes.length }]);
  }
  return Object.fromEntries(files);
}
