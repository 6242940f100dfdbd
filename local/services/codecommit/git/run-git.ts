/** Runs git: no shell, none of the host's git configuration, bytes in and bytes out. */
import { spawn } from "node:child_process";
import { devNull } from "node:os";

/** git ended with a failure, or could not be started; `message` is what it printed. */
export class GitFailed extends Error {
  override readonly name = "GitFailed";
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The environment git and its hooks run in: nothing of the operator's, neither configuration nor credentials nor their folder. */
export function gitEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    ...more,
  };
}

/**
 * Runs `git <args>` on the bare repository at `path` and returns what it printed.
 * @throws GitFailed
 */
export async function runGit(path: string, args: readonly string[], input?: string): Promise<Buffer> {
  const child = spawn("git", [`--git-dir=${path}`, ...args], { env: gitEnvironment(), stdio: ["pipe", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => printed.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => complaints.push(bytes));
  child.stdin.on("error", () => {}); // git that ends early says why by its exit code
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(new GitFailed(`git could not be started: ${error.message}`, null)));
    child.once("close", resolve);
  });
  if (exitCode !== 0) throw new GitFailed(Buffer.concat(complaints).toString().trim(), exitCode);
  return Buffer.concat(printed);
}
