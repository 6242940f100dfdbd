/** The machine's processes. */

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Command lines of running `sleep`s that have the argument. */
export function processesWith(argument: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8");
      } catch {
        return ""; // gone
      }
    })
    .filter((line) => line.startsWith("sleep\0") && line.includes(argument));
}

/** The same, once there is one: a shell says what it will do before it does it. Empty after ten seconds without. */
export async function processesOnceThere(argument: string): Promise<string[]> {
  for (const deadline = Date.now() + 10_000; ; await delay(20)) {
    const found = processesWith(argument);
    if (found.length > 0 || Date.now() > deadline) return found;
  }
}
