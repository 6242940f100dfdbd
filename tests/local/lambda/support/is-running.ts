import { readFileSync } from "node:fs";

/** Is there such a process, other than one that is dead and not yet buried? */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
