/** What a person did or has that stops a command: told as one message that says what to do, without a stack. */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** What the command ends with: README.md lists them. */
  readonly status: number = 1;
}

/** The command was called in a way that means nothing. */
export class WrongUse extends UserError {
  override readonly name = "WrongUse";
  override readonly status = 2;
}

/** What was named is not there. */
export class NotFound extends UserError {
  override readonly name: string = "NotFound";
  override readonly status = 3;
}

/** No Lectern runs where one was meant. */
export class NothingThere extends UserError {
  override readonly name = "NothingThere";
  override readonly status = 3;
}

/** `sls package` failed; the message holds what it printed. */
export class PackagingFailed extends UserError {
  override readonly name = "PackagingFailed";
}

/** Something in the demonstration did not happen. */
export class DemoFailed extends UserError {
  override readonly name = "DemoFailed";
}

/** Ctrl-C while something was waited for. Nothing is lost: what is under way goes on at the next start. */
export class Interrupted extends UserError {
  override readonly name = "Interrupted";
  override readonly status = 130;
  constructor() {
    super("Stopped. What was under way goes on at the next start.");
  }
}

/** Ctrl-C in a command that leaves nothing under way. */
export class Stopped extends UserError {
  override readonly name = "Stopped";
  override readonly status = 130;
}
