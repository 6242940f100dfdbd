/** The first push of all: this checkout's commit, into the local repository. */
import { currentCommit, git, PLAIN, remoteCommit } from "./git.ts";

/**
 * Pushes the commit that is checked out in `root` to the local repository's publishing branch, unless that
 * branch is there already. Gives the commit when it pushed. @throws UserError
 */
export async function seedRepository(root: string, cloneUrl: string, branch: string): Promise<string | undefined> {
  if (await remoteCommit(cloneUrl, branch)) return undefined;
  const commit = await currentCommit(root);
  await git(root, ...PLAIN, "push", "--quiet", cloneUrl, `${commit}:refs/heads/${branch}`);
  return commit;
}
