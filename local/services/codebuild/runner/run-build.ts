/** One build, to its end: whatever happens in its phases, it is completed and nothing of it is left. */
import type { Cloud, Principal } from "../../../contracts.ts";
import { type BuildStatus, type PhaseContext, uuidOf } from "../builds/build.ts";
import type { Progress } from "../builds/progress.ts";
import { BuildFailure } from "./build-failure.ts";
import { createBuildLog } from "./build-log.ts";
import { runPhases } from "./build-phases.ts";
import type { BuildRun, Parts } from "./build-run.ts";
import { giveBackCache } from "./cache/give-back.ts";
import { endProcessesOfBuild } from "./end-processes.ts";
import { Interruption } from "./interruption.ts";
import { workspaceOf } from "./workspace.ts";

/** Runs the build to its end and resolves when nothing of it is left: no process, and no folder but one to be removed. Never rejects. */
export async function runBuild(run: BuildRun): Promise<void> {
  const { progress, cloud } = run;
  const { build } = progress;
  const stateFolder = cloud.stateFolder("codebuild");
  const principal: Principal = { kind: "role", roleArn: build.serviceRole, sessionName: `AWSCodeBuild-${uuidOf(build)}` };
  const log = createBuildLog(cloud, { build, principal });
  const closing: Parts["closing"] = {};
  let end: { status: BuildStatus; context?: PhaseContext } | undefined;
  try {
    const failed = await runPhases({ ...run, principal, log, stateFolder, closing });
    end = { status: failed ? "FAILED" : "SUCCEEDED" };
  } catch (error) {
    end = endBy(error, run.signal);
  }
  closing.shell?.end();
  endProcessesOfBuild(build.id, workspaceOf(stateFolder, uuidOf(build)).scratch);
  await closing.container?.remove();
  // Before the build is known to have ended: whoever waits for that may start the next one at once.
  const cache = await giveBackCache(stateFolder, build);
  if (cache !== undefined) log.note(cache);
  try {
    if (end?.context !== undefined && end.context.message !== "") log.note(`${end.context.statusCode}: ${end.context.message}`);
    log.flush();
  } catch {
    // the log was reported as lost when it was lost
  }
  if (end !== undefined) completeInAnyCase(progress, end, cloud);
  // A build that failed may have filled the disk.
  const when = end?.status === "SUCCEEDED" ? "later" : "now";
  if (closing.workspace !== undefined) await run.removal.remove(closing.workspace.root, when);
}

/** On a full disk the end of a build can't be written down, but whoever asks shall know of it. */
function completeInAnyCase(progress: Progress, end: { status: BuildStatus; context?: PhaseContext }, cloud: Cloud): void {
  const { build } = progress;
  try {
    progress.complete(end.status, end.context);
  } catch {
    if (build.buildComplete) return;
    const last = build.phases.at(-1);
    const contexts = end.context ? [end.context] : [];
    Object.assign(build, {
      ...(last && { phases: [...build.phases.slice(0, -1), { ...last, phaseStatus: "FAULT", contexts }] }),
      buildStatus: "FAULT",
      buildComplete: true,
      currentPhase: "COMPLETED",
      endTime: cloud.clock.now() / 1000,
    });
    cloud.emit({ type: "build-ended", buildId: build.id, project: build.projectName, status: "FAULT" });
  }
}

function endBy(error: unknown, signal: AbortSignal): { status: BuildStatus; context?: PhaseContext } | undefined {
  const reason: unknown = signal.reason;
  if (signal.aborted && reason instanceof Interruption) {
    if (reason.status === "TIMED_OUT")
      return { status: "TIMED_OUT", context: { statusCode: "BUILD_TIMED_OUT", message: "Build has timed out. " } };
    return reason.status === undefined ? undefined : { status: reason.status };
  }
  if (error instanceof BuildFailure) return { status: "FAILED", context: error.context };
  return { status: "FAULT", context: { statusCode: "INTERNAL_SERVICE_ERROR", message: describeFault(error) } };
}

function describeFault(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC") return "The disk is full. Free some space and build again.";
  if (code === "ENOENT" && path === "git") return "git could not be started. Install git.";
  return error instanceof Error ? error.message : String(error);
}
