/** The cache's way out of a build: saved, or given up. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../../store/atomic-file.ts";
import {
  type CacheFolders,
  currentCache,
  exists,
  MANIFEST,
  type Manifest,
  readManifest,
  savingCache,
  takenCache,
} from "./cache-folders.ts";
import { cachedPaths } from "./cached-paths.ts";
import { readHold, removeHold } from "./hold.ts";
import { findFolders } from "./identity.ts";

/** What is to be moved: paths in the source; each entry of the cache is named by its path's place in the list. */
const PLAN = "plan.json";

/** Moves what the build caches out of its source, in place of the former cache, and returns what was moved. */
export async function saveCache(folders: CacheFolders): Promise<string[]> {
  const saved = await gather(folders, [], false);
  publish(folders);
  return saved;
}

/**
 * The same for a build that was ended in the middle, once more if need be: folders that it had moved elsewhere are
 * looked for below `roots`. A cache that another build has saved in the meantime is not replaced.
 */
export async function saveInterrupted(folders: CacheFolders, roots: readonly string[]): Promise<string[]> {
  const saved = await gather(folders, roots, true);
  if (saved.length > 0 && readManifest(currentCache(folders)) === undefined) publish(folders);
  else dropCache(folders);
  return saved;
}

/** Gives up what the build has taken, or has saved half. */
export function dropCache(folders: CacheFolders): void {
  for (const path of [takenCache(folders), savingCache(folders)]) rmSync(path, { recursive: true, force: true });
  removeHold(folders);
}

/** Removes what builds left that ended in the middle of restoring or saving, but for those `underWay`, by their UUIDs. */
export function sweepCache(folder: string, underWay: readonly string[]): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name === "current" || underWay.some((uuid) => name.includes(uuid))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

async function gather(folders: CacheFolders, roots: readonly string[], interrupted: boolean): Promise<string[]> {
  const { sourceFolder } = folders;
  const saving = savingCache(folders);
  mkdirSync(saving, { recursive: true });
  const { patterns = [], identities = {} } = readHold(folders) ?? {};
  const plan = readPlan(saving) ?? [...new Set([...(await cachedPaths(sourceFolder, patterns)), ...Object.keys(identities)])];
  writeFileAtomically(join(saving, PLAN), JSON.stringify(plan));
  const lost = plan.filter((path, index) => !exists(join(saving, String(index))) && !exists(join(sourceFolder, path)));
  const wanted = new Set(lost.flatMap((path) => identities[path] ?? []));
  const moved = roots.length === 0 ? new Map<string, string>() : findFolders(roots, wanted);
  const entries: Record<string, string> = {};
  for (const [index, path] of plan.entries()) {
    const entry = join(saving, String(index));
    const found = exists(join(sourceFolder, path)) ? join(sourceFolder, path) : moved.get(identities[path] ?? "");
    if (!exists(entry) && found !== undefined) renameSync(found, entry);
    if (exists(entry)) entries[index] = path;
  }
  writeFileAtomically(join(saving, MANIFEST), JSON.stringify({ entries, interrupted } satisfies Manifest));
  return Object.values(entries);
}

function readPlan(saving: string): string[] | undefined {
  const path = join(saving, PLAN);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

function publish(folders: CacheFolders): void {
  const current = currentCache(folders);
  const former = join(folders.folder, `former-${folders.buildUuid}`);
  if (exists(current)) renameSync(current, former);
  renameSync(savingCache(folders), current);
  rmSync(former, { recursive: true, force: true });
  dropCache(folders);
}
