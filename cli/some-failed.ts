import { NotFound, UserError } from "./errors.ts";

/** What ends a command that was to do the same with so many things and failed with some: it is NotFound when none is there. */
export const someFailed = (errors: readonly unknown[], of: number, message: string): UserError =>
  errors.length === of && errors.every(isNotThere) ? new NotFound(message) : new UserError(message);

const isNotThere = (error: unknown): boolean =>
  error instanceof NotFound || (error instanceof Error && codeOf(error.cause) === "ENOENT");

const codeOf = (cause: unknown): unknown => (cause instanceof Error && "code" in cause ? cause.code : undefined);
