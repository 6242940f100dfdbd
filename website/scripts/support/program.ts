/** What every program of the build has in common. Imports no package: `modules.ts` runs before there are any. */
import { parseArgs } from "node:util";

/** A mistake of the caller's or of the environment's: its message is the whole explanation, without a stack. */
export class BuildProblem extends Error {
  override readonly name = "BuildProblem";
}

export interface Program {
  /** The name that stands before each line of progress. */
  readonly name: string;
  /** The text of `--help`. */
  readonly help: string;
  run(progress: Progress): Promise<void>;
}

/** Writes one line of progress. */
export type Progress = (line: string) => void;

/**
 * Runs a program: `--help`, progress on stdout, and a failure as one clear line and exit code 1. What begins with
 * `Lectern: ` is why a build failed, here and in buildspecs/: the owner is told that line, and those of the form
 * `file:line: message` right below it (src/rules/build-log.ts).
 */
export async function runProgram(program: Program, commandLine: readonly string[] = process.argv.slice(2)): Promise<void> {
  const progress: Progress = (line) => void process.stdout.write(`${program.name}: ${line}\n`);
  try {
    const { values } = parseArgs({ args: [...commandLine], options: { help: { type: "boolean", short: "h" } } });
    if (values.help) process.stdout.write(`${program.help.trim()}\n`);
    else await program.run(progress);
  } catch (error) {
    process.stderr.write(`Lectern: ${program.name}: ${describe(error)}\n`);
    process.exitCode = 1;
  }
}

/** A variable that the build project must give. @throws BuildProblem when it is unset or empty. */
export function required(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new BuildProblem(`the environment variable ${name} is not set`);
  return value;
}

function describe(error: unknown): string {
  if (error instanceof BuildProblem) return error.message;
  if (!(error instanceof Error)) return String(error);
  // What the system or an AWS service says is no fault of the program's own.
  if ("code" in error || "$metadata" in error) return `${error.name}: ${error.message}`;
  return error.stack ?? error.message;
}
