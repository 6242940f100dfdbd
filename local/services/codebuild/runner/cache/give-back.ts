/** What becomes of the cache that a build has when the build ends: as it would after a failure in the same phase. */
import type { Build, BuildPhase, PhaseType } from "../../builds/build.ts";
import { buildHome, workspaceOf } from "../workspace.ts";
import { cacheFoldersOf } from "./cache-folders.ts";
import { type Hold, readHold } from "./hold.ts";
import { putBack } from "./restore.ts";
import { dropCache, saveInterrupted } from "./save.ts";

/**
 * Gives the cache back that the build still has, after its last process has ended and before its workspace goes:
 * for a build that was ended from outside, that failed early, or whose machine died. May be called again.
 * Resolves with what happened, for the log; with undefined for a build that has no cache.
 */
export async function giveBackCache(stateFolder: string, build: Build): Promise<string | undefined> {
  const folders = cacheFoldersOf(stateFolder, build);
  const hold = readHold(folders);
  if (hold === undefined) return undefined;
  try {
    if (!build.phases.some(({ phaseType }) => phaseType === "INSTALL")) {
      putBack(folders);
      return "The cache was put back as it was";
    }
    if (keepsCache(build.phases, hold)) {
      const roots = [workspaceOf(stateFolder, folders.buildUuid).root, buildHome(stateFolder)];
      return `Saved in the cache: ${(await saveInterrupted(folders, roots)).join(", ") || "nothing"}`;
    }
  } catch {
    // A cache that can't be given back is none.
  }
  dropCache(folders);
  return "The cache is given up: the build may have left it half-changed";
}

/**
 * Whether the cache is kept as these phases left it. It was moved in, not copied: once INSTALL and PRE_BUILD have
 * succeeded it is given back whatever happens then, before that it may be half an installation. One that an
 * interrupted build had left is given up by the first build that fails with it: it may be the reason.
 */
export function keepsCache(phases: readonly BuildPhase[], { interrupted }: Pick<Hold, "interrupted">): boolean {
  const installed = phases.every(({ phaseType, phaseStatus }) => !INSTALLING.includes(phaseType) || phaseStatus === "SUCCEEDED");
  return installed && !(interrupted && phases.some(({ phaseStatus }) => phaseStatus === "FAILED"));
}

const INSTALLING: readonly PhaseType[] = ["INSTALL", "PRE_BUILD"];
