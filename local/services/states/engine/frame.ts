/** An execution's state: an explicit tree of frames, one for the execution and one for each branch or iteration. */
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
  readonly redrives: Redrives;
}
export interface Redrives {
  count: number;
  /** When the last one was, in milliseconds since the epoch. */
  at: number | undefined;
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
  /** What an iteration of a Map is for, `$$.Map.Item`. */
  readonly item?: MapItem;
}
export interface MapItem {
  readonly index: number;
  readonly value: Json;
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
  /** Milliseconds since the epoch: when its work began anew, at its entering or the last redrive. */
  since: number;
  /** How often each retrier was used. */
  readonly attempts: number[];
  activity: Activity;
}

/** How far a state's own work has come. */
export type Activity =
  | { readonly is: "new" }
  | Scheduled
  | (Omit<Scheduled, "is"> & { readonly is: "started"; readonly startedAt: number; readonly startedEventId: number })
  | Branching
  /** One of its branches failed; the others are being ended. */
  | Failing
  | { readonly is: "done"; readonly result: Json }
  | { readonly is: "failed"; readonly failure: StateError; readonly retriable: boolean; readonly within?: Branching | undefined }
  | { readonly is: "backing-off"; readonly until: number }
  /** Ended with a branch that failed beside it. */
  | { readonly is: "aborted"; readonly before: Activity };

export interface Scheduled {
  readonly is: "scheduled";
  readonly request: EventDetails;
  readonly heartbeatSeconds: number | undefined;
}
export interface Branching {
  readonly is: "branching";
  /** A Map's are those of its iterations that were started. */
  readonly children: Frame[];
  /** What a Map has beyond a Parallel. */
  readonly iterations?: Iterations;
}
export interface Iterations {
  readonly items: readonly Json[];
  /** How many may run at once. */
  readonly concurrency: number;
  /** The indices of those whose end the history tells. */
  readonly ended: Set<number>;
  /** The event that the next one to start follows. */
  follows: number;
}
export interface Failing {
  readonly is: "failing";
  readonly failure: StateError;
  /** The event that told of it. */
  readonly eventId: number;
  /** The frame that failed; none when it was the state's own evaluation. */
  readonly branch: string | undefined;
  readonly within: Branching;
}

/** Every frame that still moves, parents before their branches. */
export function* frames(frame: Frame): Generator<Frame> {
  yield frame;
  if (frame.position.at === "inside" && frame.position.activity.is === "branching") {
    for (const child of frame.position.activity.children) yield* frames(child);
  }
}

/** The branches that a state has or had, whatever has become of them; undefined when it has none. */
export function branchesOf(activity: Activity): Branching | undefined {
  if (activity.is === "branching") return activity;
  if (activity.is === "failing" || activity.is === "failed") return activity.within;
  return activity.is === "aborted" ? branchesOf(activity.before) : undefined;
}

/** The frame at `path`, moving or not, or undefined when it exists no more. */
export function frameAt(root: Frame, path: string): Frame | undefined {
  let frame: Frame | undefined = root;
  for (const index of path === "" ? [] : path.split(".")) {
    const position: Position | undefined = frame?.position;
    frame = position?.at === "inside" ? branchesOf(position.activity)?.children[Number(index)] : undefined;
  }
  return frame;
}
