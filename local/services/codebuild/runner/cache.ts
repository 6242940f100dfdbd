/**
 * The cache of a project: the files of `cache.paths`, moved (rename(2), no copy) into the workspace before INSTALL
 * and back after the build. Its form on AWS is opaque, so ours may be folders. A build takes the cache as a whole:
 * one that runs beside it finds none. A cache is there only when its list (`manifest.json`) is, and that is written
 * last, so a half-saved one is never restored.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { glob } from "tinyglobby";
import { writeFileAtomically } from "../../../store/atomic-file.ts";

export interface CacheFolders {
  /** The project's own, `<state>/cache/<project>`. */
  readonly folder: string;
  /** Unique to the build. */
  readonly buildUuid: string;
  readonly sourceFolder: string;
}

interface Manifest {
  /** Path in the source, by the name the entry has in the cache. */
  readonly [entry: string]: string;
}

const MANIFEST = "manifest.json";

/** Moves the cached files into the source, and returns their paths. What the source itself has is not replaced. */
export function restoreCache({ folder, buildUuid, sourceFolder }: CacheFolders): string[] {
  const current = join(folder, "current");
  if (!existsSync(join(current, MANIFEST))) return [];
  const taken = join(folder, `taken-${buildUuid}`);
  renameSync(current, taken);
  const manifest: Manifest = JSON.parse(readFileSync(join(taken, MANIFEST), "utf8"));
  const restored: string[] = [];
  for (const [entry, path] of Object.entries(manifest)) {
    const target = join(sourceFolder, path);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(taken, entry), target);
    restored.push(path);
  }
  rmSync(taken, { recursive: true, force: true });
  return restored;
}

/** Moves what `paths` name out of the source, in place of the former cache, and returns what was moved. */
export async function saveCache({ folder, buildUuid, sourceFolder }: CacheFolders, paths: readonly string[]): Promise<string[]> {
  const saving = join(folder, `saving-${buildUuid}`);
  mkdirSync(saving, { recursive: true });
  const manifest: Record<string, string> = {};
  for (const path of await cachedPaths(sourceFolder, paths)) {
    const entry = String(Object.keys(manifest).length);
    renameSync(join(sourceFolder, path), join(saving, entry));
    manifest[entry] = path;
  }
  writeFileAtomically(join(saving, MANIFEST), JSON.stringify(manifest));
  const current = join(folder, "current");
  const former = join(folder, `former-${buildUuid}`);
  if (existsSync(current)) renameSync(current, former);
  renameSync(saving, current);
  rmSync(former, { recursive: true, force: true });
  return Object.values(manifest);
}

/** Removes what builds left that ended in the middle of restoring or saving. */
export function sweepCache(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== "current") rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Paths of the build's user on AWS, outside the source: HOME lives on by itself here, so they need no saving. */
export function isOutsideSource(path: string): boolean {
  return /^[/~]/.test(path) || path.split("/").includes("..");
}

/** Whole folders for a folder with all below it and for plain paths, single files for any other pattern; none inside another. */
async function cachedPaths(sourceFolder: string, patterns: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of patterns.filter((path) => !isOutsideSource(path))) {
    const folder = pattern.replace(/^\.\//, "").replace(/\/(?:\*\*\/\*|\*\*)?$/, "");
    const isPlain = !/[*?[\]{}!()]/.test(folder);
    if (isPlain) {
      if (folder !== "" && folder !== "." && exists(join(sourceFolder, folder))) found.add(folder);
      continue;
    }
    const files = await glob(pattern, { cwd: sourceFolder, dot: true, onlyFiles: true, followSymbolicLinks: false });
    for (const file of files) found.add(file);
  }
  const all = [...found].sort();
  return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`)));
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
