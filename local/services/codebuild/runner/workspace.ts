/** The folders of one build. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
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

/** A build's folders below the service's state folder, whether they are there or not. */
export function workspaceOf(stateFolder: string, buildUuid: string): Workspace {
  const root = join(stateFolder, "work", buildUuid);
  return { root, source: join(root, "src"), temporary: join(root, "tmp"), scratch: join(root, "shell") };
}

/** Makes a build's folders, new and empty. */
export function makeWorkspace(stateFolder: string, buildUuid: string): Workspace {
  const workspace = workspaceOf(stateFolder, buildUuid);
  rmSync(workspace.root, { recursive: true, force: true }); // of a former run of this very build
  for (const folder of [workspace.temporary, workspace.scratch]) mkdirSync(folder, { recursive: true });
  return workspace;
}

/** The builds' HOME: a package manager's downloads live on from build to build. */
export function buildHome(stateFolder: string): string {
  const home = join(stateFolder, "home");
  mkdirSync(home, { recursive: true });
  return home;
}

/** Puts a workspace out of the way, where nobody takes it for a build's. Gives where it is now; undefined when there is none. */
export function putAside(stateFolder: string, root: string): string | undefined {
  if (!existsSync(root)) return undefined;
  const folder = join(stateFolder, "removed");
  mkdirSync(folder, { recursive: true });
  const doomed = join(folder, randomUUID());
  renameSync(root, doomed);
  return doomed;
}

/** Takes a folder off the disk. */
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });

/** Removes the workspaces of earlier runs, that is all but those of the builds `underWay`, by their UUIDs. */
export async function sweepWorkspaces(stateFolder: string, underWay: readonly string[]): Promise<void> {
  await removeFolder(join(stateFolder, "removed"));
  const folder = join(stateFolder, "work");
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((uuid) => !underWay.includes(uuid))) await removeFolder(join(folder, name));
}
