/** What a person is told of an error that ended a command. */
import { InvalidTemplate, PortInUse, ResourceCreationFailed, StateFolderInUse, UnsupportedTemplate } from "local-cloud";
import { UserError } from "./errors.ts";
import { explainFullDisk } from "./full-disk.ts";

/** Errors that a person can mend: they are told by their message alone. */
const FOR_PEOPLE = [UserError, UnsupportedTemplate, InvalidTemplate, ResourceCreationFailed, PortInUse, StateFolderInUse];

/** One message for what can be mended; a stack for what only we can. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const full = explainFullDisk(error.message);
  if (full !== undefined) return full;
  return FOR_PEOPLE.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
