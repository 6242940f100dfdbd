/** The few things the commands ask of git. */
import { UserError } from "./errors.ts";
import { runProgram } from "./run-program.ts";

/** Runs git in `folder` and gives what it printed. @throws UserError with git's own words. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const finished = await runProgram("git", ["-C", folder, ...args], { env: { ...process.env, GIT_TERMINAL_PROMPT: "0" } }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT")
        throw new UserError("Lectern needs git, and there is none on the PATH. Install git and try again.");
      throw error;
    },
  );
  if (finished.status !== 0) throw new UserError(`git ${commandIn(args)} failed:\n${finished.everything.trim()}`);
  return finished.stdout.trim();
}

/** Asks for git before the long work that needs it. @throws UserError when there is none */
export async function requireGit(): Promise<void> {
  await git(".", "--version");
}

/** The subcommand, behind any `-c name=value`. */
const commandIn = (args: readonly string[]): string => args.find((arg, at) => arg !== "-c" && args[at - 1] !== "-c") ?? "";

/** For commands that must not depend on how a person's own git is set up: signing keys, hooks. */
export const PLAIN = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"] as const;

/** The commit that is checked out in `folder`. @throws UserError when there is none. */
export async function currentCommit(folder: string): Promise<string> {
  try {
    return await git(folder, "rev-parse", "--verify", "HEAD^{commit}");
  } catch (error) {
    if (!(error instanceof UserError) || error.message.includes("PATH")) throw error;
    throw new UserError(
      `${folder} has no commit to publish. Lectern publishes commits: git init && git add -A && git commit -m "First"`,
    );
  }
}

/** The commit that a remote's branch is at; undefined when the branch is not there. */
export async function remoteCommit(remote: string, branch: string): Promise<string | undefined> {
  const answer = await git(".", "ls-remote", remote, `refs/heads/${branch}`);
  return answer.split(/\s/)[0] || undefined;
}
