/** Files that are whole or absent, whenever the process dies or the power is cut. */
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder, syncFolder } from "./folders.ts";

/**
 * Writes `content` to `path` so that a reader sees the old file or the new one, never a part (rename(2)), and so that it
 * is there for good when this returns. `mode` are the permissions of the file, 0o600 for a secret.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array, mode = 0o666): void {
  makeFolder(dirname(path));
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(temporary, "w", mode);
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Removes the file for good; one that is not there is no error. */
export function removeDurably(path: string): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}
