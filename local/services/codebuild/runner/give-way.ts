/** On AWS a build has a machine of its own. Here it takes the processors that nobody else wants. */
import { writeFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** Steps of niceness: each is a fifth of its share, when there is not enough for all. An idle machine's build loses nothing. */
const STEPS = 5;
const MOST = 19;

/** Makes a process, and what it starts from now on, give way to others. Where the system does not let us, it runs as they do. */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, Math.min(MOST, getPriority(pid) + STEPS));
    // Linux shares out between sessions first, of which a build is one, and looks at niceness only within each.
    writeFileSync(`/proc/${pid}/autogroup`, String(STEPS));
  } catch {
    // It has ended, or is not Linux, or one without such groups.
  }
}
