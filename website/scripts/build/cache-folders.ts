import { existsSync } from "node:fs";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isHashedAsset } from "../releases/hashed-asset.ts";
import { filesIn } from "../support/files-in.ts";
import type { CacheAtHand, CacheMark } from "./decide-cache.ts";

/** What Gatsby keeps from build to build. Neither is worth anything without the other. */
const folders = [".cache", "public"];
const markOf = (site: string): string => join(site, ".cache/lectern-build.json");

/** Looks at a site's cache. */
export async function cacheIn(site: string): Promise<CacheAtHand> {
  return { mark: await readMark(site), bytes: await cacheBytes(site) };
}

/** The size of a site's cache, in bytes. */
export async function cacheBytes(site: string): Promise<number> {
  let bytes = 0;
  for (const folder of folders)
    for (const path of await filesIn(join(site, folder))) bytes += (await stat(join(site, folder, path))).size;
  return bytes;
}

export async function dropCache(site: string): Promise<void> {
  for (const folder of folders) await rm(join(site, folder), { recursive: true, force: true });
}

export const writeMark = (site: string, mark: CacheMark): Promise<void> => writeFile(markOf(site), `${JSON.stringify(mark)}\n`);
export const removeMark = (site: string): Promise<void> => rm(markOf(site), { force: true });

async function readMark(site: string): Promise<CacheMark | undefined> {
  try {
    return JSON.parse(await readFile(markOf(site), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Removes the scripts and styles of earlier builds from `public/`: webpack writes those of this build again, and the
 * others would be published for ever.
 */
export async function removeScripts(site: string): Promise<void> {
  const folder = join(site, "public");
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) if (isHashedAsset(name)) await rm(join(folder, name));
}
