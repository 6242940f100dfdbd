/** A developer with git: runs the real client, with no configuration but its own. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";

/** What git printed on both streams, and its exit code. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_AUTHOR_DATE: "1700000000 +0100",
  GIT_COMMITTER_DATE: "1700000000 +0100",
};

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "git-client-"));
}

/** Runs git; a failure is an answer, not an exception. */
export function tryGit(folder: string, ...args: string[]): Promise<GitAnswer> {
  return new Promise((resolve) => {
    execFile("git", args, { cwd: folder, env: environment, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

/** Runs git and returns what it printed. @throws when it fails */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await tryGit(folder, ...args);
  if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}
