/** INSTALL to POST_BUILD: which phases run, and how a failure spreads. */
import type { BuildStatus, PhaseContext, PhaseType } from "../builds/build.ts";
import type { Buildspec, CommandPhase, PhaseSpec } from "../buildspec/buildspec.ts";

const PHASES: readonly (readonly [CommandPhase, PhaseType])[] = [
  ["install", "INSTALL"],
  ["pre_build", "PRE_BUILD"],
  ["build", "BUILD"],
  ["post_build", "POST_BUILD"],
];

export interface PhaseRun {
  readonly buildspec: Buildspec;
  /** Runs one command in the build's shell and gives its exit status. */
  run(command: string): Promise<number>;
  enter(phase: PhaseType): void;
  leave(status: BuildStatus, context?: PhaseContext): void;
  note(line: string): void;
}

/** Runs the command phases; resolves with the phases that failed. */
export async function runCommandPhases(run: PhaseRun): Promise<PhaseType[]> {
  const failed: PhaseType[] = [];
  for (const [name, type] of PHASES) {
    const spec = run.buildspec.phases[name] ?? { commands: [], finally: [] };
    run.enter(type);
    run.note(`Entering phase ${type}`);
    const context = await runPhase(spec, run, () => failed.length === 0);
    const status = context === undefined ? "SUCCEEDED" : "FAILED";
    run.note(`Phase complete: ${type} State: ${status}`);
    run.note(`Phase context status code: ${context?.statusCode ?? ""} Message: ${context?.message ?? ""}`);
    run.leave(status, context);
    if (context === undefined) continue;
    failed.push(type);
    if (!goesOn(name, spec)) break;
  }
  return failed;
}

/** A failed BUILD still runs POST_BUILD; any other failure ends the commands, unless `on-failure` says otherwise. */
function goesOn(name: CommandPhase, spec: PhaseSpec): boolean {
  if (spec.onFailure !== undefined) return spec.onFailure === "CONTINUE";
  return name === "build";
}

/** The context of the first failure, if there is one. `finally` runs whatever happened before it. */
async function runPhase(spec: PhaseSpec, run: PhaseRun, succeeding: () => boolean): Promise<PhaseContext | undefined> {
  const hasCommands = spec.commands.length + spec.finally.length > 0;
  if (hasCommands) await tellSucceeding(run, succeeding());
  const first = await runCommands(spec.commands, run);
  if (spec.finally.length === 0) return first;
  if (first !== undefined) await tellSucceeding(run, false);
  const last = await runCommands(spec.finally, run);
  return first ?? last;
}

async function runCommands(commands: readonly string[], { run, note }: PhaseRun): Promise<PhaseContext | undefined> {
  for (const command of commands) {
    note(`Running command ${command.trimEnd()}`);
    const status = await run(command);
    if (status === 0) continue;
    const short = command.trimEnd();
    note(`Command did not exit successfully ${short} exit status ${status}`);
    return {
      statusCode: "COMMAND_EXECUTION_ERROR",
      message: `Error while executing command: ${short}. Reason: exit status ${status}`,
    };
  }
  return undefined;
}

async function tellSucceeding({ run }: PhaseRun, succeeding: boolean): Promise<void> {
  await run(`export CODEBUILD_BUILD_SUCCEEDING=${succeeding ? 1 : 0}`);
}
