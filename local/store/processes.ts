/** Processes of this machine, known by more than their numbers, which are used again and again. Needs /proc: elsewhere nothing is found. */
import { readdirSync, readFileSync } from "node:fs";

/** The processes that were started with this variable in their environment, whoever's children they are by now. */
export function processesWith(variable: string, value: string): number[] {
  const mark = `\0${variable}=${value}\0`;
  return processes().filter((pid) => `\0${contentOf(`/proc/${pid}/environ`)}\0`.includes(mark));
}

/** The living processes of a process group. */
export function processesOfGroup(group: number): number[] {
  return processes().filter((pid) => {
    const [state, , itsGroup] = statOf(pid);
    return Number(itsGroup) === group && state !== "Z";
  });
}

/** When a process began, in the kernel's ticks since the machine's start; empty when there is no such process. */
export function startOfProcess(pid: number): string {
  return statOf(pid)[19] ?? "";
}

/** Ends a process at once. One that has ended already is no error. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ended already, or another user's
  }
}

/** The fields of /proc/<pid>/stat behind the program's name (which may hold spaces): state, parent, group, session, … */
function statOf(pid: number): string[] {
  const fields = contentOf(`/proc/${pid}/stat`);
  return fields === "" ? [] : fields.slice(fields.lastIndexOf(")") + 2).split(" ");
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

function contentOf(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
