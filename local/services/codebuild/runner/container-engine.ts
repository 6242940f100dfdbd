/** Looks for a container engine that works. */
import { execFile } from "node:child_process";
import type { EngineName } from "./containers/engine.ts";

/** Clients, and what they answer only when their engine is there. */
const ENGINES: readonly (readonly [EngineName, ...string[]])[] = [
  ["docker", "info"],
  ["podman", "info"],
  ["buildah", "info"],
];
const PATIENCE_MS = 5_000;

/** The name of the first engine that answers, or undefined: a client without a running engine does not count. */
export async function findContainerEngine(): Promise<EngineName | undefined> {
  for (const [program, ...args] of ENGINES) {
    const works = await new Promise<boolean>((resolve) => {
      execFile(program, args, { timeout: PATIENCE_MS }, (error) => resolve(error === null));
    });
    if (works) return program;
  }
  return undefined;
}
