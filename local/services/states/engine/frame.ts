/** An execution's state: an explicit tree of frames, one for the execution and one for each running branch. */
import type { ExecutionIdentity } from "../asl/context-object.ts";
import type { StateError } from "../asl/errors.ts";
import type { Json } from "../asl/json.ts";
import type { EndStatus, EventDetails } from "./history.ts";

export type Status = "RUNNING" | EndStatus;

export interface ExecutionState {
  readonly identity: ExecutionIdentity;
  /** The number of events so far. */
  lastEventId: number;
  readonly root: Frame;
  end: End | undefined;
}
export interface End extends StateError {
  readonly status: EndStatus;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly output?: Json;
}

export interface Frame {
  /** `""`, `0`, `0.1`, … as in HistoryRecord. */
  readonly path: string;
  /** The event that the frame's next one follows. */
  lastEventId: number;
  position: Position;
}
export type Position =
  | { readonly at: "ready"; readonly state: string; readonly input: Json }
  | Inside
  | { readonly at: "finished"; readonly output: Json };

/** In a state that was entered and not yet exited. */
export interface Inside {
  readonly at: "inside";
  readonly state: string;
  /** The raw input. */
  readonly input: Json;
  /** Milliseconds since the epoch. */
  readonly enteredAt: number;
  readonly enteredEventId: number;
  /** How often each retrier was used. */
  readonly attempts: number[];
  activity: Activity;
}

/** How far a state's own work has come. */
export type Activity =
  | { readonly is: "new" }
  | { readonly is: "scheduled"; readonly request: EventDetails }
  | { readonly is: "started"; readonly request: EventDetails; readonly startedAt: number; readonly startedEventId: number }
  | { readonly is: "branching"; readonly children: readonly Frame[] }
  | { readonly is: "done"; readonly result: Json }
  | { readonly is: "failed"; readonly failure: StateError; readonly retriable: boolean }
  | { readonly is: "backing-off"; readonly until: number };

/** Every frame of the tree, parents before their branches. */
export function* frames(frame: Frame): Generator<Frame> {
  yield frame;
  if (frame.position.at === "inside" && frame.position.activity.is === "branching") {
    for (const child of frame.position.activity.children) yield* frames(child);
  }
}

/** The frame at `path`, or undefined when it exists no more. */
export function frameAt(root: Frame, path: string): Frame | undefined {
  for (const frame of frames(root)) if (frame.path === path) return frame;
  return undefined;
}
