/** Looks for a registry of images: CNCF Distribution, as Debian packages it. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const PROGRAM = "docker-registry";

/** The path of the first one on the search path, or undefined. */
export function findRegistryProgram(path = process.env.PATH ?? ""): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, PROGRAM))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
