/** One build from PROVISIONING to COMPLETED. */
import { existsSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import type { Cloud, Principal } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { type BuildStatus, type PhaseContext, type PhaseType, uuidOf } from "../builds/build.ts";
import type { Progress } from "../builds/progress.ts";
import type { Buildspec } from "../buildspec/buildspec.ts";
import type { Project } from "../projects.ts";
import { buildEnvironment } from "./build-environment.ts";
import { BuildFailure } from "./build-failure.ts";
import { type BuildLog, createBuildLog } from "./build-log.ts";
import { isOutsideSource, restoreCache, saveCache } from "./cache.ts";
import { runCommandPhases } from "./command-phases.ts";
import { downloadSource } from "./download-source.ts";
import { endProcessesOfBuild } from "./end-processes.ts";
import { type FindEngine, provision } from "./provision.ts";
import { readBuildspec } from "./read-buildspec.ts";
import { createShell, type Shell } from "./shell.ts";
import { uploadArtifacts } from "./upload-artifacts.ts";
import { buildHome, makeWorkspace, removeWorkspace, type Workspace } from "./workspace.ts";

export interface BuildRun {
  readonly cloud: Cloud;
  readonly progress: Progress;
  readonly project: Project;
  readonly findEngine: FindEngine;
  /** Aborts with an `Interruption` as the reason. */
  readonly signal: AbortSignal;
}

/** Why a build ends before its end. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly status: "STOPPED" | "TIMED_OUT" | undefined;

  /** Without a status the cloud itself is ending: the build stays IN_PROGRESS on disk, for the next start to deal with. */
  constructor(status: "STOPPED" | "TIMED_OUT" | undefined) {
    super(status ?? "the cloud ends");
    this.status = status;
  }
}

/** Runs the build to its end and resolves when nothing of it is left: no process, no folder. Never rejects. */
export async function runBuild(run: BuildRun): Promise<void> {
  const { progress, cloud } = run;
  const { build } = progress;
  const stateFolder = cloud.stateFolder("codebuild");
  const principal: Principal = { kind: "role", roleArn: build.serviceRole, sessionName: `AWSCodeBuild-${uuidOf(build)}` };
  const log = createBuildLog(cloud, { build, principal });
  const closing: { workspace?: Workspace; shell?: Shell } = {};
  let end: { status: BuildStatus; context?: PhaseContext } | undefined;
  try {
    const failed = await phases({ ...run, principal, log, stateFolder, closing });
    end = { status: failed ? "FAILED" : "SUCCEEDED" };
  } catch (error) {
    end = endBy(error, run.signal);
  }
  closing.shell?.end();
  endProcessesOfBuild(build.id);
  try {
    if (end !== undefined) {
      if (end.context !== undefined && end.context.message !== "") log.note(`${end.context.statusCode}: ${end.context.message}`);
      log.flush();
    }
  } catch {
    // the log was reported as lost when it was lost
  }
  if (end !== undefined) completeInAnyCase(progress, end, cloud);
  if (closing.workspace !== undefined) await removeWorkspace(stateFolder, closing.workspace.root).catch(() => {});
}

/** On a full disk the end of a build can't be written down, but whoever asks shall know of it. */
function completeInAnyCase(progress: Progress, end: { status: BuildStatus; context?: PhaseContext }, cloud: Cloud): void {
  const { build } = progress;
  try {
    progress.complete(end.status, end.context);
  } catch {
    if (build.buildComplete) return;
    Object.assign(build, {
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
  if (code === "ENOSPC") return "The disk of this machine is full.";
  if (code === "ENOENT" && path === "git") return "git could not be started. Install git.";
  return error instanceof Error ? error.message : String(error);
}

interface Parts extends BuildRun {
  readonly principal: Principal;
  readonly log: BuildLog;
  readonly stateFolder: string;
  readonly closing: { workspace?: Workspace; shell?: Shell };
}

/** Resolves with whether any phase failed. A failure after which nothing more runs is thrown. */
async function phases(parts: Parts): Promise<boolean> {
  const { progress, project, signal, log, closing, stateFolder } = parts;
  const { build } = progress;
  progress.leave("SUCCEEDED"); // SUBMITTED: whoever asked has its answer
  progress.enter("QUEUED");
  progress.leave("SUCCEEDED");

  progress.enter("PROVISIONING");
  await unlessAborted(signal, provision(build.environment, parts.findEngine));
  const workspace = makeWorkspace(stateFolder, uuidOf(build));
  closing.workspace = workspace;
  progress.leave("SUCCEEDED");

  progress.enter("DOWNLOAD_SOURCE");
  const buildspec = await prepare(parts, workspace);
  const environment = environmentOf(parts, workspace, buildspec);
  const cacheFolders = {
    folder: join(stateFolder, "cache", project.name),
    buildUuid: uuidOf(build),
    sourceFolder: workspace.source,
  };
  const cachePaths = usableCachePaths(parts, buildspec);
  if (cachePaths.length > 0) {
    for (const path of restoreCache(cacheFolders)) log.note(`Restored from the cache: ${path}`);
  }
  progress.leave("SUCCEEDED");

  const shell = createShell({
    program: buildspec.shell,
    directory: workspace.source,
    environment,
    scratchFolder: workspace.scratch,
    onLine: (line) => log.line(line),
  });
  closing.shell = shell;
  // After an abortion no command starts and no phase moves, whatever the dying shell answers.
  const run = (command: string) => unlessAborted(signal, shell.run(command));
  const failed = await runCommandPhases({ buildspec, run, enter: progress.enter, leave: progress.leave, note: log.note });
  if (failed.length === 0) await exportVariables(parts, shell, buildspec, workspace);
  shell.end();
  const uploaded = await upload(parts, workspace, buildspec);

  progress.enter("FINALIZING");
  if (cachePaths.length > 0 && keepsCache(failed)) {
    for (const path of await saveCache(cacheFolders, cachePaths)) log.note(`Saved in the cache: ${path}`);
  }
  progress.leave("SUCCEEDED");
  return failed.length > 0 || !uploaded;
}

/** Clones the source and reads the buildspec; the first thing is the log, without which a build on AWS does not start. */
async function prepare(
  { cloud, progress, principal, log, signal, stateFolder }: Parts,
  workspace: Workspace,
): Promise<Buildspec> {
  const { build } = progress;
  try {
    log.note("Waiting for DOWNLOAD_SOURCE");
    log.flush();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(
      "ACCESS_DENIED",
      `Service role ${build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${build.arn}. Error message: ${error.message}`,
    );
  }
  const environment = {
    PATH: process.env.PATH ?? "",
    HOME: buildHome(stateFolder),
    LC_ALL: "C",
    // Neither the machine's git configuration nor one that an earlier build left in its HOME.
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: "0",
  };
  const commit = await downloadSource(cloud, { build, principal, folder: workspace.source, environment, signal });
  if (commit !== undefined) build.resolvedSourceVersion = commit;
  const buildspec = readBuildspec(build, workspace.source);
  log.note(`CODEBUILD_SRC_DIR=${workspace.source}`);
  return buildspec;
}

function environmentOf(
  { cloud, progress, stateFolder }: Parts,
  workspace: Workspace,
  buildspec: Buildspec,
): Record<string, string> {
  const { build } = progress;
  try {
    const credentials = cloud.iam.assumeRole(build.serviceRole, "codebuild.amazonaws.com", `AWSCodeBuild-${uuidOf(build)}`);
    return buildEnvironment({
      build,
      region: cloud.region,
      endpoint: cloud.endpoint,
      credentials,
      home: buildHome(stateFolder),
      temporaryFolder: workspace.temporary,
      sourceFolder: workspace.source,
      buildspecVariables: buildspec.variables,
      host: process.env,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BuildFailure(
      "ACCESS_DENIED",
      `CodeBuild is not authorized to perform: sts:AssumeRole on ${build.serviceRole}: ${error.message}`,
    );
  }
}

/** As on AWS, a cache that can't be had is no failure: the build takes longer, and its log says why. */
function usableCachePaths({ progress, cloud, principal, log }: Parts, buildspec: Buildspec): string[] {
  const { cache } = progress.build;
  if (cache.type === "NO_CACHE") return [];
  if (cache.type === "S3") {
    const [bucket = "", ...prefix] = (cache.location ?? "").split("/");
    const resource = `arn:aws:s3:::${[bucket, ...prefix].join("/")}/cache`;
    for (const action of ["s3:GetObject", "s3:PutObject"]) {
      if (cloud.iam.allows({ principal, action, resource, policyOwner: `arn:aws:s3:::${bucket}` })) continue;
      log.note(`Unable to use the cache: the service role may not ${action} on ${resource}`);
      return [];
    }
  }
  return buildspec.cachePaths.filter((path) => {
    if (isOutsideSource(path))
      log.note(`The cache path ${path} is outside of the source and is not kept here; HOME lives on by itself`);
    return !isOutsideSource(path);
  });
}

/** The cache was moved in, not copied: after a failed BUILD it is given back, after a failed installation it is not trusted. */
function keepsCache(failed: readonly PhaseType[]): boolean {
  return !failed.includes("INSTALL") && !failed.includes("PRE_BUILD");
}

async function upload(parts: Parts, workspace: Workspace, buildspec: Buildspec): Promise<boolean> {
  const { progress, project, cloud, principal, log, signal } = parts;
  progress.enter("UPLOAD_ARTIFACTS");
  try {
    await unlessAborted(
      signal,
      uploadArtifacts(cloud, {
        artifacts: project.artifacts,
        spec: buildspec.artifacts,
        sourceFolder: workspace.source,
        projectName: project.name,
        buildUuid: uuidOf(progress.build),
        principal,
        note: log.note,
      }),
    );
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    log.note(`Phase context status code: ${error.context.statusCode} Message: ${error.context.message}`);
    progress.leave("FAILED", error.context);
    return false;
  }
  progress.leave("SUCCEEDED");
  return true;
}

async function exportVariables(
  { progress, signal }: Parts,
  shell: Shell,
  buildspec: Buildspec,
  { scratch }: Workspace,
): Promise<void> {
  if (buildspec.exportedVariables.length === 0) return;
  const values: { name: string; value: string }[] = [];
  for (const name of buildspec.exportedVariables.filter((variable) => /^[A-Za-z_]\w*$/.test(variable))) {
    const file = join(scratch, "exported");
    // The shell tells by a file: what it prints goes to the log.
    await unlessAborted(signal, shell.run(`printf %s "$${name}" > '${file.replaceAll("'", "'\\''")}'`));
    values.push({ name, value: existsSync(file) ? readFileSync(file, "utf8") : "" });
  }
  progress.build.exportedEnvironmentVariables = values;
}

/** `work`, or the reason of the abortion as soon as there is one. */
async function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  let abort: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    work.catch(() => {}); // when aborted, what becomes of it is no one's concern
  }
}
