/** Looks before the long work whether there is room for what it makes. */
import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "./errors.ts";

/** With less, not even the package and the state of an empty cloud would fit well. */
const LEAST_BYTES = 64 * 1024 * 1024;

/** @param folder need not be there yet. @throws UserError that says how much is missing, and where */
export function requireFreeSpace(folder: string, least = LEAST_BYTES): void {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = bavail * bsize;
  if (free >= least) return;
  throw new UserError(
    `The disk is full: ${megabytes(free)} are free for ${folder}, and Lectern needs ${megabytes(least)} at the very least. Free some space, or choose a folder on another disk with --state <folder>.`,
  );
}

/** The folder itself, or the first above it that is there. */
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)));

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
