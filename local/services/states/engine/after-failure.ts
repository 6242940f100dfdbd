/** What follows a state's failure: its branches end, then Retry, its own failed event, Catch, then whoever's branch it is. */
import { type Catcher, catchError } from "../asl/catch.ts";
import { RuntimeFailure, type StateError, StateFailure } from "../asl/errors.ts";
import { decideRetry, type Retrier } from "../asl/retry.ts";
import { exited } from "./exited.ts";
import type { Inside } from "./frame.ts";
import type { Draft } from "./history.ts";
import type { Occupied } from "./place.ts";

export interface Failure {
  readonly error: StateError;
  /** Whether Retry has still to be asked. */
  readonly retriable: boolean;
  /** The event that told of it. */
  readonly eventId: number;
}

/** The one record that the failure of the state leads to. */
export function afterFailure(place: Occupied, failure: Failure, world: { now: number; random(): number }): Draft {
  const { frame, inside, definition, type } = place;
  // The branches of a state whose own evaluation failed have to end first.
  if (inside.activity.is === "branching") return failing(place, failure, undefined);
  const retriers = (definition.Retry ?? []) as readonly Retrier[];
  const retry = failure.retriable ? decideRetry(retriers, failure.error.error, inside.attempts, world.random) : undefined;
  if (retry) {
    const until = world.now + retry.delayMilliseconds;
    return { frame: frame.path, retry: { retrier: retry.retrier, until, previousEventId: failure.eventId } };
  }
  if (type.failedEvent !== undefined && inside.activity.is === "failing") {
    return { type: type.failedEvent, frame: frame.path, previousEventId: failure.eventId, failure: failure.error };
  }
  try {
    const caught = catchError((definition.Catch ?? []) as readonly Catcher[], failure.error, inside.input);
    if (caught) return exited(place, caught.output, caught.next);
  } catch (error) {
    return uncaught(place, { ...failure, error: errorOf(error, inside) });
  }
  return uncaught(place, failure);
}

/** The error that evaluating a state threw. @throws whatever is no failure of a state but a fault of ours */
export function errorOf(thrown: unknown, inside: Inside): StateError {
  if (thrown instanceof StateFailure) return thrown;
  if (!(thrown instanceof RuntimeFailure)) throw thrown;
  const where = `An error occurred while executing the state '${inside.state}' (entered at the event id #${inside.enteredEventId}).`;
  return { error: thrown.error, cause: `${where} ${thrown.message}` };
}

function uncaught({ parent, frame }: Occupied, failure: Failure): Draft {
  if (!parent) return { type: "ExecutionFailed", frame: "", details: detailsOf(failure.error) };
  if (!frame.item) return failing(parent, failure, frame.path);
  return {
    type: "MapIterationFailed",
    frame: parent.frame.path,
    details: { name: parent.inside.state, index: frame.item.index },
    previousEventId: failure.eventId,
    failure: detailsOf(failure.error),
  };
}

function failing({ frame }: Occupied, { error, eventId }: Failure, branch: string | undefined): Draft {
  const from = branch === undefined ? {} : { branch };
  return { frame: frame.path, failing: { failure: detailsOf(error), ...from, previousEventId: eventId } };
}

function detailsOf({ error, cause }: StateError): { error?: string; cause?: string } {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
