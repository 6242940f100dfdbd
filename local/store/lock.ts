/** Lets one process at a time use a state folder. */
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOfProcess } from "./processes.ts";

/** Another living cloud uses the state folder. */
export class StateFolderInUse extends Error {
  override readonly name = "StateFolderInUse";
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`The state folder ${folder} is in use by process ${pid}. Stop that process, or choose another folder.`);
    this.pid = pid;
  }
}

/**
 * Takes `<folder>/lock`, also from a process that died without returning it.
 * @returns gives it back; may be called again
 * @throws StateFolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  const own = `${process.pid} ${startOfProcess(process.pid)} ${randomUUID()}\n`;
  const draft = join(folder, `lock.${randomUUID()}`);
  writeFileSync(draft, own);
  try {
    while (!linked(draft, path)) removeStale(path, folder);
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (contentOf(path) === own) rmSync(path);
  };
}

/** Links are made or refused whole, so the lock is never seen half written. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeStale(path: string, folder: string): void {
  const content = contentOf(path);
  if (content === undefined) return;
  const [pid = "", start] = content.split(" ");
  if (start !== undefined && isAlive(Number(pid)) && startOfProcess(Number(pid)) === start)
    throw new StateFolderInUse(folder, Number(pid));
  // Two processes may find the same stale lock. Moving it aside shows which lock was taken, a stale or already a new one.
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (contentOf(aside) !== content) linked(aside, path);
  rmSync(aside, { force: true });
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
