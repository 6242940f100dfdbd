/**
 * The errors of the Amazon States Language. They are values of an execution, seen by its Retry and
 * Catch and in its history; what an API client sees is `AwsError`.
 */

/** What Retry, Catch and the history see. A Fail state may have neither; a timeout has no cause. */
export interface StateError {
  readonly error?: string;
  readonly cause?: string;
}

/** Thrown while a state is evaluated: the state fails with this error. */
export class StateFailure extends Error implements StateError {
  override readonly name = "StateFailure";
  readonly error?: string;
  override readonly cause?: string;

  constructor({ error, cause }: StateError) {
    super(cause ?? error ?? "");
    if (error !== undefined) this.error = error;
    if (cause !== undefined) this.cause = cause;
  }
}

/**
 * Thrown where a value does not fit the definition (a path without a match, a bad timestamp). The
 * engine puts "An error occurred while executing the state …" before the message, as AWS does.
 */
export class RuntimeFailure extends Error {
  override readonly name = "RuntimeFailure";
  readonly error: string;

  constructor(message: string, error = "States.Runtime") {
    super(message);
    this.error = error;
  }
}

/** A definition that is wrong, or has what is not run here; `problems` names each by its state. */
export class InvalidDefinition extends Error {
  override readonly name = "InvalidDefinition";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** A result, input or output above the payload limit. `who` is the state's name or the task's resource. */
export function dataLimitExceeded(who: string): StateFailure {
  return new StateFailure({
    error: "States.DataLimitExceeded",
    cause: `The state/task '${who}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
}
