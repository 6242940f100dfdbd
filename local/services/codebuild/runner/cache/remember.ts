/** Remembers which folders are the cache, before commands move them about. */
import { join } from "node:path";
import type { CacheFolders } from "./cache-folders.ts";
import { plainPath } from "./cached-paths.ts";
import { readHold, writeHold } from "./hold.ts";
import { identityOf } from "./identity.ts";

/** To be called when the installation is complete. Does nothing for a build without a cache. */
export function rememberFolders(folders: CacheFolders): void {
  const hold = readHold(folders);
  if (hold === undefined) return;
  const identities = hold.patterns.flatMap((pattern) => {
    const path = plainPath(pattern) ?? "";
    const identity = path === "" || path === "." ? undefined : identityOf(join(folders.sourceFolder, path));
    return identity === undefined ? [] : [[path, identity] as const];
  });
  writeHold(folders, { ...hold, identities: Object.fromEntries(identities) });
}
