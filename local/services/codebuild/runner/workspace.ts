/** The folders of one build. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

export interface Workspace {
  readonly root: string;
  /** Made by the download. */
  readonly source: string;
  readonly temporary: string;
  /** The shell's own files. */
  readonly scratch: string;
}

/** A build's folders below the service's state folder, new and empty. */
export function makeWorkspace(stateFolder: string, buildUuid: string): Workspace {
  const root = join(stateFolder, "work", buildUuid);
  const workspace = { root, source: join(root, "src"), temporary: join(root, "tmp"), scratch: join(root, "shell") };
  for (const folder of [workspace.temporary, workspace.scratch]) mkdirSync(folder, { recursive: true });
  return workspace;
}

/** The builds' HOME: a package manager's downloads live on from build to build. */
export function buildHome(stateFolder: string): string {
  const home = join(stateFolder, "home");
  mkdirSync(home, { recursive: true });
  return home;
}

/** Removes a workspace: out of the way at once, off the disk when there is time. */
export async function removeWorkspace(stateFolder: string, root: string): Promise<void> {
  if (!existsSync(root)) return;
  const doomed = join(stateFolder, "work", `removed-${randomUUID()}`);
  renameSync(root, doomed);
  await rm(doomed, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes the workspaces of earlier runs. */
export async function sweepWorkspaces(stateFolder: string): Promise<void> {
  const folder = join(stateFolder, "work");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
}
