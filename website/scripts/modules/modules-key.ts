import { createHash } from "node:crypto";

/** The marker's place inside a node_modules folder. It is written last, so half an install carries none. */
export const markerName = "lectern-lock.sha256";

/** A machine as far as modules care: native parts differ by platform, processor and Node's major version. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** For example `24.11.0`. */
  readonly nodeVersion: string;
}

/** Names the modules that a lock file gives on a machine: the lock's SHA-256 and what native parts depend on. */
export function modulesKey(lock: Uint8Array, machine: Machine): string {
  const hash = createHash("sha256").update(lock).digest("hex");
  return `${hash} ${machine.platform}-${machine.arch} node${machine.nodeVersion.split(".")[0]}`;
}
