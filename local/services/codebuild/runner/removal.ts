/**
 * Removes what builds leave when no build is likely to follow. For minutes after many files were deleted, ext4 makes new
 * ones slowly, for it passes over each inode that was freed just now (`recently_deleted` in Linux's fs/ext4/ialloc.c):
 * right after the removal of the last build's source, the next one's checkout takes up to ten times as long.
 */
import type { Cloud } from "../../../contracts.ts";
import { putAside, removeFolder } from "./workspace.ts";

/** Of quiet; ext4 remembers a deleted inode for five minutes at most. */
const QUIET_MS = 10 * 60_000;
/** So many workspaces wait for quiet; of one more, the oldest goes. */
const KEPT = 8;

export interface Removal {
  /** Removes the workspace at `root`: out of the way at once, off the disk now or, with `later`, when all is quiet. Never rejects. */
  remove(root: string, when: "now" | "later"): Promise<void>;
  /** Removes all that waits. */
  finish(): Promise<void>;
}

/** @param stateFolder gives the service's, which is made when it is asked for */
export function createRemoval({ clock }: Pick<Cloud, "clock">, stateFolder: () => string): Removal {
  const aside: string[] = [];
  let cancel = () => {};

  /** What can't be removed now is removed by the next start. */
  const drop = async (count: number): Promise<void> => {
    for (const folder of aside.splice(0, count)) await removeFolder(folder).catch(() => {});
  };

  return {
    async remove(root, when) {
      let doomed: string | undefined;
      try {
        doomed = putAside(stateFolder(), root);
      } catch {
        return; // as above
      }
      if (doomed === undefined) return;
      if (when === "now") return removeFolder(doomed).catch(() => {});
      aside.push(doomed);
      cancel();
      cancel = clock.at(clock.now() + QUIET_MS, () => void drop(aside.length));
      await drop(aside.length - KEPT);
    },
    async finish() {
      cancel();
      await drop(aside.length);
    },
  };
}
