/** What follows a state's failure: Retry, the state's own failed event, Catch, then whoever's branch it is. */
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
  const retriers = (definition.Retry ?? []) as readonly Retrier[];
  const retry = failure.retriable ? decideRetry(retriers, failure.error.error, inside.attempts, world.random) : undefined;
  if (retry) {
    const until = world.now + retry.delayMilliseconds;
    return { frame: frame.path, retry: { retrier: retry.retrier, until, previousEventId: failure.eventId } };
  }
  if (type.failedEvent !== undefined && inside.activity.is === "branching") {
    return { type: type.failedEvent, frame: frame.path, previousEventId: failure.eventId, failure: failure.error };
  }
  try {
    const caught = catchError((definition.Catch ?? []) as readonly Catcher[], failure.error, inside.input);
    if (caught) return exited(place, caught.output, caught.next);
  } catch (error) {
    return uncaught(place, { ...failure, error: errorOf(error, inside) }, world);
  }
  return uncaught(place, failure, world);
}

/** The error that evaluating a state threw. @throws whatever is no failure of a state but a fault of ours */
export function errorOf(thrown: unknown, inside: Inside): StateError {
  if (thrown instanceof StateFailure) return thrown;
  if (!(thrown instanceof RuntimeFailure)) throw thrown;
  const where = `An error occurred while executing the state '${inside.state}' (entered at the event id #${inside.enteredEventId}).`;
  return { error: thrown.error, cause: `${where} ${thrown.message}` };
}

function uncaught(place: Occupied, { error, eventId }: Failure, world: { now: number; random(): number }): Draft {
  if (place.parent) return afterFailure(place.parent, { error, eventId, retriable: true }, world);
  return { type: "ExecutionFailed", frame: "", details: detailsOf(error) };
}

function detailsOf({ error, cause }: StateError): { error?: string; cause?: string } {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
