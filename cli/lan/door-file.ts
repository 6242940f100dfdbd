/** Where the door of the Lectern that runs over a state folder is, for the other commands. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface DoorFile {
  readonly url: string;
  /** the API behind it, which says whose door it is */
  readonly apiUrl: string;
  /** the process whose door it is */
  readonly pid: number;
}

const fileIn = (stateFolder: string): string => join(stateFolder, "lan", "door.json");

/** Says where it is; gives what takes that back. */
export function tellOfDoor(stateFolder: string, url: string, apiUrl: string): () => void {
  mkdirSync(join(stateFolder, "lan"), { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(stateFolder), JSON.stringify({ url, apiUrl, pid: process.pid } satisfies DoorFile));
  return () => rmSync(fileIn(stateFolder), { force: true });
}

/** The address of the door to an API, as `https://192.168.1.5:4543`; undefined when none is open. */
export function doorOf(stateFolder: string, apiUrl: string): string | undefined {
  try {
    const door = JSON.parse(readFileSync(fileIn(stateFolder), "utf8")) as DoorFile;
    process.kill(door.pid, 0); // whoever was killed could not take it back
    return door.apiUrl === apiUrl ? door.url : undefined;
  } catch {
    return undefined;
  }
}
