/** Which errors a Retrier or Catcher is for (the specification's "Errors" and AWS's exceptions to it). */

/** AWS ends the execution whatever the definition says: not even the error's own name catches it. */
const NEVER_HANDLED = new Set(["States.Runtime"]);
/** Only its own name catches it. */
const NOT_IN_WILDCARDS = new Set(["States.DataLimitExceeded"]);

/** Whether a Retrier or Catcher with these ErrorEquals is for `error`; a Fail state may have none. */
export function errorEquals(names: readonly string[], error: string | undefined): boolean {
  if (error !== undefined && NEVER_HANDLED.has(error)) return false;
  return names.some((name) => matches(name, error));
}

function matches(name: string, error: string | undefined): boolean {
  // A missing heartbeat is a timeout too.
  if (name === error || (name === "States.Timeout" && error === "States.HeartbeatTimeout")) return true;
  if (error !== undefined && NOT_IN_WILDCARDS.has(error)) return false;
  return name === "States.ALL" || (name === "States.TaskFailed" && error !== "States.Timeout");
}
