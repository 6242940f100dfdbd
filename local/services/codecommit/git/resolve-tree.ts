/** From a folder's path to its tree. */
import { listTree } from "./list-tree.ts";
import { runGit } from "./run-git.ts";

/** The id of the tree at `folder` (empty: the root) of the commit, or undefined when that is no folder. */
export async function resolveTree(path: string, commitId: string, folder: string): Promise<string | undefined> {
  if (folder === "") return (await runGit(path, ["rev-parse", "--verify", `${commitId}^{tree}`])).toString().trim();
  const [entry] = await listTree(path, commitId, folder);
  return entry?.type === "tree" ? entry.id : undefined;
}
