/** Branches and where references point. */
import { GitFailed, runGit } from "./run-git.ts";

/** The names of all branches, sorted. */
export async function branchNames(path: string): Promise<string[]> {
  const names = await runGit(path, ["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"]);
  return names.toString("utf8").split("\n").filter(Boolean);
}

/** What the full reference name points at (a tag object's own id for an annotated tag), or undefined. */
export async function referenceTarget(path: string, reference: string): Promise<string | undefined> {
  try {
    return (await runGit(path, ["show-ref", "--verify", "--hash", "--", reference])).toString().trim();
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode !== null) return undefined;
    throw error;
  }
}

/** The branch that HEAD refers to, when it exists. */
export async function defaultBranch(path: string): Promise<string | undefined> {
  const head = (await runGit(path, ["symbolic-ref", "HEAD"])).toString().trim();
  return (await referenceTarget(path, head)) === undefined ? undefined : head.replace("refs/heads/", "");
}
