/** What changed between two commits, by `git diff-tree`. */
import { runGit } from "./run-git.ts";

export interface Side {
  readonly blobId: string;
  readonly path: string;
  /** Octal, for example `100644`. */
  readonly mode: string;
}

/** One changed file. An added file has no `before`, a deleted one no `after`. */
export interface Change {
  readonly before?: Side;
  readonly after?: Side;
}

const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const NO_FILE = "000000";

/**
 * The changes from `before` (undefined: from nothing) to `after`, in the order of paths. Renames are not
 * followed: a renamed file is a deletion and an addition.
 */
export async function differences(path: string, before: string | undefined, after: string): Promise<Change[]> {
  const raw = await runGit(path, ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", before ?? EMPTY_TREE, after]);
  const fields = raw.toString("utf8").split("\0");
  const changes: Change[] = [];
  // `:<mode before> <mode after> <id before> <id after> <status>` NUL `<path>` NUL
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [modeBefore = "", modeAfter = "", idBefore = "", idAfter = ""] = (fields[index] ?? "").slice(1).split(" ");
    const name = fields[index + 1] ?? "";
    changes.push({
      ...(modeBefore !== NO_FILE && { before: { blobId: idBefore, path: name, mode: modeBefore } }),
      ...(modeAfter !== NO_FILE && { after: { blobId: idAfter, path: name, mode: modeAfter } }),
    });
  }
  return changes;
}
