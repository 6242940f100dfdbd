/**
 * What a killed server, or a power cut, leaves of git: processes that still move references, and, when those died too,
 * locks that would keep every later push out.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { endProcess, processesWith } from "../../../store/processes.ts";

/** An orphaned git has all of its input, and ends soon; one that has not after this long is stuck. */
export const ORPHAN_PATIENCE_MS = 10_000;

/** The gits of pushes find the folder of push records in their environment (git/hooks.ts), whose path is the repository's own. */
const gitsOf = (journal: string): number[] => processesWith("PUSH_JOURNAL", journal);

/** Whether a push is still being taken. */
export function isGitAtWork(journal: string): boolean {
  return gitsOf(journal).length > 0;
}

/** Ends whatever still takes a push. */
export function endGits(journal: string): void {
  for (const pid of gitsOf(journal)) endProcess(pid);
}

/** Removes the locks and the half received objects of gits that were killed. No git may be at work. */
export function sweepRepository(gitPath: string): void {
  const locks = ["HEAD", "config", "packed-refs", "shallow"].map((name) => `${name}.lock`);
  // No reference's name may end so.
  const references = filesBelow(join(gitPath, "refs")).filter((path) => path.endsWith(".lock"));
  const received = namesIn(join(gitPath, "objects")).filter((name) => name.startsWith("tmp_objdir-"));
  const left = [
    ...locks.map((name) => join(gitPath, name)),
    ...references,
    ...received.map((name) => join(gitPath, "objects", name)),
  ];
  for (const path of left) rmSync(path, { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)) : [];
}
