/** From what people write (`main`, a tag, `HEAD`, a full reference, a commit id) to a commit. */
import { GitFailed, runGit } from "./run-git.ts";

/** The full commit id that `specifier` names, or undefined when it names none. Annotated tags are followed. */
export async function resolveCommit(path: string, specifier: string): Promise<string | undefined> {
  if (specifier.includes("\0")) return undefined;
  try {
    const id = await runGit(path, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${specifier}^{commit}`]);
    return id.toString().trim();
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode !== null) return undefined;
    throw error;
  }
}
