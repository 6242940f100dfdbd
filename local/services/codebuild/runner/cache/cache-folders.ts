/**
 * The cache of a project: the files of `cache.paths`, moved (rename(2), no copy) into the workspace before INSTALL
 * and back after the build. Its form on AWS is opaque, so ours may be folders. A build takes the cache as a whole:
 * one that runs beside it finds none. Below `<state>/cache/<project>/`:
 *
 * - `current/`: the cache. It is there only when its list (`cache.json`) is, which is written last.
 * - `held-<build>.json`: the build has the cache, or will make one; see hold.ts. Removed last of all.
 * - `taken-<build>/`: the former `current`, while it is moved into the build's source.
 * - `saving-<build>/`: the next `current`, while it is made.
 */
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Build, uuidOf } from "../../builds/build.ts";
import { workspaceOf } from "../workspace.ts";

export interface CacheFolders {
  /** The project's own, `<state>/cache/<project>`. */
  readonly folder: string;
  /** Unique to the build. */
  readonly buildUuid: string;
  readonly sourceFolder: string;
}

export interface Manifest {
  /** Path in the source, by the name the entry has in the cache. */
  readonly entries: Readonly<Record<string, string>>;
  /** Whether the cache was left by a build that was ended in the middle: good enough for a build that works. */
  readonly interrupted: boolean;
}

export const MANIFEST = "cache.json";

/** Where the build finds and keeps its cache; `stateFolder` is the service's. */
export function cacheFoldersOf(stateFolder: string, build: Build): CacheFolders {
  const buildUuid = uuidOf(build);
  return {
    folder: join(stateFolder, "cache", build.projectName),
    buildUuid,
    sourceFolder: workspaceOf(stateFolder, buildUuid).source,
  };
}

export const currentCache = ({ folder }: Pick<CacheFolders, "folder">) => join(folder, "current");
export const takenCache = ({ folder, buildUuid }: CacheFolders) => join(folder, `taken-${buildUuid}`);
export const savingCache = ({ folder, buildUuid }: CacheFolders) => join(folder, `saving-${buildUuid}`);

/** The cache in `path`, or undefined when it is none, or half of one. */
export function readManifest(path: string): Manifest | undefined {
  const file = join(path, MANIFEST);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Whether anything is at `path`, were it a link that leads nowhere. */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
