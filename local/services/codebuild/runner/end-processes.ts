/** Ends everything that a build started, also when the cloud that started it is dead. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endProcess, processesOfGroup, processesWith, startOfProcess } from "../../../store/processes.ts";

/** A process may fork while it is looked for; after so many looks nothing is left. */
const LOOKS = 5;

/** Ends a process group at once. One that has ended already is no error. */
export function endProcessGroup(processGroup: number): void {
  endProcess(-processGroup);
}

const recordIn = (scratchFolder: string): string => join(scratchFolder, "process-groups");

/** Remembers a process group of the build: by its leader, and by when that began, for numbers are used again. */
export function recordProcessGroup(scratchFolder: string, leader: number): void {
  appendFileSync(recordIn(scratchFolder), `${leader} ${startOfProcess(leader)}\n`);
}

/**
 * Ends the processes that carry the build's id in their environment, whichever group or session they made for
 * themselves, and those of the groups recorded in `scratchFolder`, whatever their environment; also those of an earlier
 * run of this cloud. Needs /proc: elsewhere nothing is found.
 */
export function endProcessesOfBuild(buildId: string, scratchFolder: string): void {
  for (let look = 0; look < LOOKS; look++) {
    const found = [...processesWith("CODEBUILD_BUILD_ID", buildId), ...processesOfRecordedGroups(scratchFolder)];
    if (found.length === 0) return;
    for (const pid of found) endProcess(pid);
  }
}

function processesOfRecordedGroups(scratchFolder: string): number[] {
  const path = recordIn(scratchFolder);
  if (!existsSync(path)) return [];
  const groups = readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [leader, start] = line.split(" ").map(Number);
      return leader && start ? [{ leader, start }] : []; // a line that a kill has torn
    });
  return groups.flatMap(({ leader, start }) => {
    // No process gets the number of a group that has members: another leader means that the build's group is gone.
    const now = startOfProcess(leader);
    if (now !== "" && Number(now) !== start) return [];
    return processesOfGroup(leader).filter((pid) => Number(startOfProcess(pid)) >= start);
  });
}
