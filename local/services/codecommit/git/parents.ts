/** A commit's parents, as far as the repository has them. */
import { runGit } from "./run-git.ts";

/**
 * The ids of the parents of the commit `id`. The commit where a shallow history begins (gitrepository-layout,
 * `shallow`) has none, though its text names some: they are not there.
 */
export async function parentIds(path: string, id: string): Promise<string[]> {
  const [, ...parents] = (await runGit(path, ["rev-list", "--no-walk", "--parents", id])).toString().trim().split(" ");
  return parents;
}
