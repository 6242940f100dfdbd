/** That a build has its project's cache: on disk from before the cache is taken until after it is given back. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "../../../../store/atomic-file.ts";
import type { CacheFolders } from "./cache-folders.ts";
import type { Identity } from "./identity.ts";

export interface Hold {
  /** The buildspec's `cache.paths`. */
  readonly patterns: readonly string[];
  /** Whether the cache that was taken had been left by a build that was ended in the middle. */
  readonly interrupted: boolean;
  /** Which folders are the cache, by path in the source; known once they are installed, that is before BUILD. */
  readonly identities?: Readonly<Record<string, Identity>>;
}

const path = ({ folder, buildUuid }: CacheFolders) => join(folder, `held-${buildUuid}.json`);

export function readHold(folders: CacheFolders): Hold | undefined {
  return existsSync(path(folders)) ? JSON.parse(readFileSync(path(folders), "utf8")) : undefined;
}

export function writeHold(folders: CacheFolders, hold: Hold): void {
  writeFileAtomically(path(folders), JSON.stringify(hold));
}

export function removeHold(folders: CacheFolders): void {
  rmSync(path(folders), { force: true });
}
