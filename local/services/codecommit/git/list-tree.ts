/** What a folder holds, by `git ls-tree`. */
import { runGit } from "./run-git.ts";

export interface TreeEntry {
  /** Octal: `100644`, `100755`, `120000` (symbolic link), `040000` (folder), `160000` (submodule). */
  readonly mode: string;
  readonly type: "blob" | "commit" | "tree";
  readonly id: string;
  /** From the root of the tree. */
  readonly path: string;
}

/** The entries of the tree or commit `treeish`; with `only`, the one entry at that path (taken literally) or none. */
export async function listTree(path: string, treeish: string, only?: string): Promise<TreeEntry[]> {
  const raw = await runGit(path, ["ls-tree", "-z", "--full-tree", treeish, ...(only === undefined ? [] : ["--", only])]);
  return raw.toString("utf8").split("\0").filter(Boolean).map(parseEntry);
}

/** `<mode> <type> <id>` TAB `<path>` */
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", id = ""] = line.slice(0, tab).split(" ");
  return { mode, type: type as TreeEntry["type"], id, path: line.slice(tab + 1) };
}
