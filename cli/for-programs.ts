import { UserError } from "./errors.ts";

/**
 * What ended the command as programs are told it: a UserError that passes on another error's message goes by that one's
 * name, without the name in front of the message.
 * @param message as people are told it
 */
export function forPrograms(error: unknown, message: string): { name: string; message: string } {
  const cause = error instanceof UserError ? error.cause : undefined;
  if (cause instanceof Error && message === `${cause.name}: ${cause.message}`)
    return { name: cause.name, message: cause.message };
  return { name: error instanceof Error ? error.name : "Error", message };
}
