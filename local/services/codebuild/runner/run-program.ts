/** Runs one program for a build's own needs (git), without a shell. */
import { spawn } from "node:child_process";

export interface ProgramEnd {
  readonly exitCode: number;
  readonly output: string;
}

/** What of a program's complaint is worth keeping. */
const LONGEST_OUTPUT = 16 * 1024;

/**
 * Resolves with the exit code and the end of what it printed on either stream.
 * @throws Error when it can't be started, or when `signal` aborts it
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    /** What it reads; nothing unless said. */
    readonly input?: string;
  },
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...options.env }, signal: options.signal, stdio: "pipe" });
    child.stdin.on("error", () => {}); // it ended without reading
    child.stdin.end(options.input ?? "");
    let output = "";
    const keep = (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-LONGEST_OUTPUT);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output: output.trim() }));
  });
}
