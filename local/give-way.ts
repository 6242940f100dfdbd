/**
 * Who gives way to whom on this machine's processors. On AWS a service, a function and a build have machines of their own. Here the
 * services come first, for everybody waits for them, and builds last, for nobody waits for them by the second.
 */
import { writeFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** Steps of niceness: each is a fifth of its share, when there is not enough for all. An idle machine's build loses nothing. */
const STEPS = { function: 5, build: 10 };
const MOST = 19;

/** Makes a process, and what it starts from now on, give way to others. Where the system does not let us, it runs as they do. */
export function giveWay(pid: number, as: keyof typeof STEPS): void {
  try {
    setPriority(pid, Math.min(MOST, getPriority() + STEPS[as]));
    // Linux shares out between sessions first, of which each of these is one, and looks at niceness only within each.
    writeFileSync(`/proc/${pid}/autogroup`, String(STEPS[as]));
  } catch {
    // It has ended, or is not Linux, or one without such groups.
  }
}
