/** The clock of a machine: it counts from its start, and runs on while it sleeps. */
import { readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { CameraClock } from "../../website/src/camera/age.ts";

/** Linux names each start; elsewhere every start of the program counts as one. */
function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    return process.pid.toString(16).padStart(8, "0").slice(-8);
  }
}

export const machineClock = (): CameraClock => ({ now: uptime, boot: bootId(), wall: Date.now });
