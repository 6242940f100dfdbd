import { UserError } from "./errors.ts";

/**
 * What ended the command as programs are told it: a UserError that only passes on another error's message goes by that
 * one's name, without the name in front of the message. A kind of UserError keeps its name, unless its message names the other.
 * @param message as people are told it
 */
export function forPrograms(error: unknown, message: string): { name: string; message: string } {
  const { name } = error instanceof Error ? error : new Error();
  const cause = error instanceof UserError ? error.cause : undefined;
  if (!(cause instanceof Error)) return { name, message };
  const named = message === `${cause.name}: ${cause.message}`;
  const passedOn = name === "UserError" && message === cause.message;
  return named || passedOn ? { name: cause.name, message: cause.message } : { name, message };
}
