/** What a person did or has that stops a command: told as one message that says what to do, without a stack. */
export class UserError extends Error {
  override readonly name: string = "UserError";
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
  constructor() {
    super("Stopped. What was under way goes on at the next start.");
  }
}

/** Ctrl-C in a command that leaves nothing under way. */
export class Stopped extends UserError {
  override readonly name = "Stopped";
}
