/** A build's phases, from QUEUED to FINALIZING. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type PhaseType, uuidOf } from "../builds/build.ts";
import type { Buildspec } from "../buildspec/buildspec.ts";
import { BuildFailure } from "./build-failure.ts";
import type { Parts } from "./build-run.ts";
import { cacheFoldersOf } from "./cache/cache-folders.ts";
import { keepsCache } from "./cache/give-back.ts";
import { readHold } from "./cache/hold.ts";
import { rememberFolders } from "./cache/remember.ts";
import { restoreCache } from "./cache/restore.ts";
import { saveCache } from "./cache/save.ts";
import { usableCachePaths } from "./cache/usable-paths.ts";
import { runCommandPhases } from "./command-phases.ts";
import { unlessAborted } from "./interruption.ts";
import { environmentOf, prepare } from "./prepare.ts";
import { provision } from "./provision.ts";
import { createShell, type Shell } from "./shell.ts";
import { uploadArtifacts } from "./upload-artifacts.ts";
import { useEngine } from "./use-engine.ts";
import { makeWorkspace, type Workspace } from "./workspace.ts";

/** Resolves with whether any phase failed. A failure after which nothing more runs is thrown. */
export async function runPhases(parts: Parts): Promise<boolean> {
  const { progress, signal, log, closing, stateFolder } = parts;
  const { build } = progress;
  progress.leave("SUCCEEDED"); // SUBMITTED: whoever asked has its answer
  progress.enter("QUEUED");
  progress.leave("SUCCEEDED");

  progress.enter("PROVISIONING");
  const provided = await unlessAborted(signal, provision(build.environment, parts.findEngine));
  const workspace = makeWorkspace(stateFolder, uuidOf(build));
  closing.workspace = workspace;
  const tools = await unlessAborted(signal, useEngine(parts, workspace, provided));
  progress.leave("SUCCEEDED");

  progress.enter("DOWNLOAD_SOURCE");
  const buildspec = await prepare(parts, workspace);
  const environment = environmentOf(parts, workspace, buildspec, tools);
  const cacheFolders = cacheFoldersOf(stateFolder, build);
  const cachePaths = usableCachePaths(parts, buildspec);
  if (cachePaths.length > 0) {
    for (const path of restoreCache(cacheFolders, cachePaths)) log.note(`Restored from the cache: ${path}`);
  }
  progress.leave("SUCCEEDED");

  const shell = createShell({
    program: buildspec.shell,
    directory: workspace.source,
    environment,
    scratchFolder: workspace.scratch,
    onLine: (line) => log.line(line),
    container: closing.container,
  });
  closing.shell = shell;
  // After an abortion no command starts and no phase moves, whatever the dying shell answers.
  const run = (command: string) => unlessAborted(signal, shell.run(command));
  const enter = (phase: PhaseType) => {
    if (phase === "BUILD") rememberFolders(cacheFolders);
    progress.enter(phase);
  };
  const failed = await runCommandPhases({ buildspec, run, enter, leave: progress.leave, note: log.note });
  if (failed.length === 0) await exportVariables(parts, shell, buildspec, workspace);
  shell.end();
  const uploaded = await upload(parts, workspace, buildspec);

  progress.enter("FINALIZING");
  const hold = readHold(cacheFolders);
  if (hold !== undefined && keepsCache(build.phases, hold)) {
    for (const path of await saveCache(cacheFolders)) log.note(`Saved in the cache: ${path}`);
  }
  progress.leave("SUCCEEDED");
  return failed.length > 0 || !uploaded;
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
