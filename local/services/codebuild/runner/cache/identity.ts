/** Which folder a folder is, wherever it was moved: a rename keeps the inode and the time at which it was made. */
import { type BigIntStats, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

export type Identity = string;

/** The identity of the folder at `path`; undefined when there is none, or when its file system can't tell. */
export function identityOf(path: string): Identity | undefined {
  let stats: BigIntStats | undefined;
  try {
    stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
  // An inode's number alone goes to the next folder when the former one is removed.
  if (stats?.isDirectory() !== true || stats.birthtimeNs === 0n) return undefined;
  return `${stats.dev}:${stats.ino}:${stats.birthtimeNs}`;
}

/** Where folders with these identities are below `roots`; the nearest ones are found first, and what is in them not looked at. */
export function findFolders(roots: readonly string[], wanted: ReadonlySet<Identity>): Map<Identity, string> {
  const found = new Map<Identity, string>();
  let level = [...roots];
  while (level.length > 0 && found.size < wanted.size) {
    const next: string[] = [];
    for (const folder of level.flatMap(foldersIn)) {
      const identity = identityOf(folder);
      if (identity !== undefined && wanted.has(identity)) found.set(identity, folder);
      else next.push(folder);
    }
    level = next;
  }
  return found;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return []; // a build may take away its own permissions
  }
}
