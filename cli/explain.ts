/** What a person is told of an error that ended a command. */
import { InvalidTemplate, PortInUse, ResourceCreationFailed, StateFolderInUse, UnsupportedTemplate } from "local-cloud";
import { UserError } from "./errors.ts";

/** Errors that a person can mend: they are told by their message alone. */
const FOR_PEOPLE = [UserError, UnsupportedTemplate, InvalidTemplate, ResourceCreationFailed, PortInUse, StateFolderInUse];

/** As the system, and programs that pass on its words, say that a disk or a quota is used up. */
export const FULL_DISK = /\b(ENOSPC|EDQUOT)\b|no space left on device|disk quota exceeded/i;

/** One message for what can be mended; a stack for what only we can. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const full = error.message.split("\n").find((line) => FULL_DISK.test(line));
  if (full !== undefined)
    return `The disk is full. Free some space and start again: nothing that was accepted is lost.\n(${full.trim()})`;
  return FOR_PEOPLE.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
