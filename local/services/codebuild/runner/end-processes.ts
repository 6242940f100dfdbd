/** Ends everything that a build started. */
import { readdirSync, readFileSync } from "node:fs";

/** A process may fork while it is looked for; after so many looks nothing is left. */
const LOOKS = 5;

/** Ends a process group at once. One that has ended already is no error. */
export function endProcessGroup(processGroup: number): void {
  try {
    process.kill(-processGroup, "SIGKILL");
  } catch {
    // ended already
  }
}

/**
 * Ends the processes that carry the build's id in their environment, whichever group or session they made for
 * themselves, also those of an earlier run of this cloud. Numbers of processes are used again and again;
 * the environment a process was started with is its own. Needs /proc: elsewhere nothing is found.
 */
export function endProcessesOfBuild(buildId: string): void {
  const mark = `\0CODEBUILD_BUILD_ID=${buildId}\0`;
  for (let look = 0; look < LOOKS; look++) {
    const found = processes().filter((pid) => environmentOf(pid).includes(mark));
    if (found.length === 0) return;
    for (const pid of found) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // ended already
      }
    }
  }
}

function processes(): number[] {
  try {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => pid > 1 && pid !== process.pid);
  } catch {
    return [];
  }
}

function environmentOf(pid: number): string {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}\0`;
  } catch {
    return ""; // another user's, or gone
  }
}
