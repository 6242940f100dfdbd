/** The cache's way into a build's source, and back while nothing has touched it. */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CacheFolders, currentCache, exists, readManifest, takenCache } from "./cache-folders.ts";
import { removeHold, writeHold } from "./hold.ts";

/** Moves the cached files into the source, and returns their paths. What the source itself has is not replaced. */
export function restoreCache(folders: CacheFolders, patterns: readonly string[]): string[] {
  const current = currentCache(folders);
  const manifest = readManifest(current);
  writeHold(folders, { patterns, interrupted: manifest?.interrupted ?? false });
  if (manifest === undefined) return [];
  const taken = takenCache(folders);
  renameSync(current, taken);
  const restored: string[] = [];
  for (const [entry, path] of Object.entries(manifest.entries)) {
    const target = join(folders.sourceFolder, path);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(taken, entry), target);
    restored.push(path);
  }
  return restored;
}

/** Undoes `restoreCache`, also half of one: for a build in which no command has run. */
export function putBack(folders: CacheFolders): void {
  const taken = takenCache(folders);
  const manifest = readManifest(taken);
  for (const [entry, path] of Object.entries(manifest?.entries ?? {})) {
    const restored = join(folders.sourceFolder, path);
    if (!exists(join(taken, entry)) && exists(restored)) renameSync(restored, join(taken, entry));
  }
  const current = currentCache(folders);
  if (manifest !== undefined && readManifest(current) === undefined) {
    rmSync(current, { recursive: true, force: true });
    renameSync(taken, current);
  }
  rmSync(taken, { recursive: true, force: true });
  removeHold(folders);
}
