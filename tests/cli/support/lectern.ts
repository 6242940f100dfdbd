/** The `lectern` command as a process of its own. */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");

/** Flags that make this Node say that it is an old one, before the command looks. */
export const OLD_NODE = [
  "--import",
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})',
] as const;

export interface Ran {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** what Node itself is told */
  readonly nodeFlags?: readonly string[];
  /** sees each piece of standard output and standard error */
  readonly onOutput?: (piece: string, kill: (signal: NodeJS.Signals) => void) => void;
}

export function lectern(
  args: readonly string[],
  { cwd = ROOT, env = {}, nodeFlags = [], onOutput }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, join(ROOT, "cli/lectern.js"), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      stdout += piece;
      onOutput?.(piece, kill);
    });
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      stderr += piece;
      onOutput?.(piece, kill);
    });
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}
