/** The machine's processes. */
import { readdirSync, readFileSync } from "node:fs";

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
