/**
 * What an execution does next: a pure function of its state, its definition and the time. Every
 * step it takes is a record; applied to the state (./apply.ts) it leads to the following step. So
 * an execution that was rebuilt from any prefix of its history goes on as if nothing had happened.
 */
import { contextObject } from "../asl/context-object.ts";
import type { Machine } from "../asl/load.ts";
import type { Move, Work } from "../asl/states/state-type.ts";
import { afterFailure, errorOf } from "./after-failure.ts";
import { nextAborted } from "./ending-branches.ts";
import { exited } from "./exited.ts";
import type { ExecutionState } from "./frame.ts";
import { carried, type Draft } from "./history.ts";
import { definitionOf, itemAt, type Occupied, occupied, type Place, placesIn } from "./place.ts";

/** What a step may look at beside state and definition. */
export interface World {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When this process took the execution up. */
  readonly takenUpAt: number;
  readonly region: string;
  /** In [0, 1). */
  random(): number;
}

export type Step =
  | { readonly kind: "record"; readonly draft: Draft }
  /** Nothing can be recorded before work ends or the time comes. */
  | { readonly kind: "wait"; readonly work: readonly Work[]; readonly until: number | undefined };

/** The next step of an execution that has not ended. */
export function nextStep(machine: Machine, state: ExecutionState, world: World): Step {
  const since = state.redrives.at ?? state.identity.startedAt;
  const deadline = machine.TimeoutSeconds === undefined ? undefined : since + machine.TimeoutSeconds * 1000;
  if (deadline !== undefined && world.now >= deadline) return { kind: "record", draft: { type: "ExecutionTimedOut", frame: "" } };
  const work: Work[] = [];
  const times = deadline === undefined ? [] : [deadline];
  // Whoever moved longest ago moves first: branches take turns, and the history alone says whose it is.
  const places = [...placesIn({ frame: state.root, scope: machine, parent: undefined })];
  for (const place of places.sort((a, b) => a.frame.lastEventId - b.frame.lastEventId)) {
    const move = moveOf(place, state, world);
    if (move.kind === "record") return move;
    if (move.kind === "work") work.push(move.work);
    if (move.kind !== "branches" && move.until !== undefined) times.push(move.until);
  }
  return { kind: "wait", work, until: times.length > 0 ? Math.min(...times) : undefined };
}

type Settled = Exclude<Move, { kind: "exit" }>;

function moveOf(place: Place, state: ExecutionState, world: World): Settled {
  const { frame, scope } = place;
  const { position } = frame;
  if (position.at === "inside") return moveInside(occupied(place, position), state, world);
  if (position.at === "ready") {
    const type = `${definitionOf(scope, position.state).Type}StateEntered`;
    return recorded({ type, frame: frame.path, details: { name: position.state, ...carried("input", position.input) } });
  }
  return recorded({ type: "ExecutionSucceeded", frame: "", details: carried("output", position.output) });
}

function moveInside(place: Occupied, state: ExecutionState, world: World): Settled {
  const { inside, frame } = place;
  const { activity } = inside;
  if (activity.is === "backing-off" && world.now < activity.until) return { kind: "sleep", until: activity.until };
  if (activity.is === "failing") {
    const { within, branch, failure: error, eventId } = activity;
    return recorded(nextAborted(place, within, branch) ?? afterFailure(place, { error, retriable: true, eventId }, world));
  }
  if (activity.is === "failed") {
    return recorded(
      afterFailure(place, { error: activity.failure, retriable: activity.retriable, eventId: frame.lastEventId }, world),
    );
  }
  try {
    const move = advance(place, state, world);
    return move.kind === "exit" ? recorded(exited(place, move.output, move.next)) : move;
  } catch (thrown) {
    return recorded(afterFailure(place, { error: errorOf(thrown, inside), retriable: true, eventId: frame.lastEventId }, world));
  }
}

function advance(place: Occupied, { identity, redrives }: ExecutionState, world: World): Move {
  const { frame, inside, definition, type } = place;
  const { now, takenUpAt, region } = world;
  const retryCount = type.retriable ? { retryCount: inside.attempts.reduce((sum, used) => sum + (used ?? 0), 0) } : {};
  const current = { name: inside.state, enteredAt: inside.enteredAt, ...retryCount };
  const context = contextObject(identity, redrives, current, itemAt(place));
  return type.advance(definition, { frame: frame.path, inside, context, now, takenUpAt, region, random: world.random });
}

function recorded(draft: Draft): Settled {
  return { kind: "record", draft };
}
