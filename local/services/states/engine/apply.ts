/** The fold from which an execution's state is rebuilt: one record changes it, and nothing else does. */
import type { ExecutionIdentity } from "../asl/context-object.ts";
import type { Json } from "../asl/json.ts";
import { activityAfter } from "./activity-after.ts";
import { data, failureOf } from "./event-data.ts";
import { type Branching, branchesOf, type End, type ExecutionState, type Frame, frameAt, type Inside } from "./frame.ts";
import { type EventRecord, endStatus, type FailingRecord, type HistoryRecord, type RetryRecord } from "./history.ts";
import { redrive } from "./redrive.ts";

/** The state before any record: about to enter the machine's first state. */
export function initialState(identity: ExecutionIdentity, startAt: string): ExecutionState {
  return {
    identity,
    lastEventId: 0,
    root: { path: "", lastEventId: 0, position: { at: "ready", state: startAt, input: identity.input } },
    end: undefined,
    redrives: { count: 0, at: undefined },
  };
}

/** Takes one record in. @throws Error when it does not belong to this execution's history */
export function apply(state: ExecutionState, record: HistoryRecord): void {
  const frame = frameAt(state.root, record.frame);
  if (!frame) throw new Error(`A record is of the branch "${record.frame}", which is not running`);
  if ("retry" in record) backOff(frame, record);
  else if ("failing" in record) beginToFail(frame, record);
  else takeIn(state, frame, record);
}

function takeIn(state: ExecutionState, frame: Frame, record: EventRecord): void {
  const { event } = record;
  state.lastEventId = event.id;
  if (event.type === "ExecutionRedriven") redrive(state, event);
  else if (event.type.startsWith("Execution")) state.end = endOf(record);
  else if (event.type.startsWith("MapIteration")) iterate(frame, record);
  else advance(frame, record);
}

function backOff(frame: Frame, { retry }: RetryRecord): void {
  const inside = insideOf(frame);
  inside.attempts[retry.retrier] = (inside.attempts[retry.retrier] ?? 0) + 1;
  inside.activity = { is: "backing-off", until: retry.until };
  frame.lastEventId = retry.previousEventId;
}

function beginToFail(frame: Frame, { failing }: FailingRecord): void {
  const inside = insideOf(frame);
  const { failure, branch, previousEventId: eventId } = failing;
  inside.activity = { is: "failing", failure, branch, eventId, within: branching(inside) };
}

function advance(frame: Frame, record: EventRecord): void {
  const { event } = record;
  // AWS's ParallelStateSucceeded and MapStateSucceeded are leaves: what follows names the last branch's last event.
  frame.lastEventId = /^(?:Parallel|Map)StateSucceeded$/.test(event.type) ? event.previousEventId : event.id;
  if (event.type.endsWith("StateEntered")) enter(frame, record);
  else if (event.type.endsWith("StateExited")) exit(frame, record);
  else {
    const inside = insideOf(frame);
    inside.activity = activityAfter(frame, inside.activity, record);
  }
}

/** An iteration's own events hang beside the chain of the Map's: only its success does what follows wait for. */
function iterate(frame: Frame, record: EventRecord): void {
  const { event, failure = {}, branches = [] } = record;
  const inside = insideOf(frame);
  const within = branching(inside);
  const { iterations, children } = within;
  if (!iterations) throw new Error("An iteration is of no Map");
  const index = Number(event.details?.index);
  if (event.type === "MapIterationStarted") {
    const item = { index, value: iterations.items[index] ?? null };
    children.push(...branches.map((branch) => iterationFrame(frame, event.id, item, branch)));
    return;
  }
  iterations.ended.add(index);
  if (event.type === "MapIterationSucceeded") {
    frame.lastEventId = event.id;
    iterations.follows = event.previousEventId;
  }
  if (event.type === "MapIterationFailed") {
    const branch = children[index]?.path;
    inside.activity = { is: "failing", failure, branch, eventId: event.previousEventId, within };
  }
}

function iterationFrame(
  frame: Frame,
  lastEventId: number,
  item: NonNullable<Frame["item"]>,
  branch: { state: string; input: Json },
) {
  const path = frame.path === "" ? String(item.index) : `${frame.path}.${item.index}`;
  return { path, lastEventId, item, position: { at: "ready", ...branch } } satisfies Frame;
}

function endOf({ event }: EventRecord): End | undefined {
  const status = endStatus(event.type);
  if (!status) return undefined;
  const output = event.details?.output;
  return {
    status,
    at: event.timestamp,
    ...(typeof output === "string" ? { output: JSON.parse(output) as Json } : {}),
    ...failureOf(event.details),
  };
}

function enter(frame: Frame, { event }: EventRecord): void {
  frame.position = {
    at: "inside",
    state: String(event.details?.name),
    input: data(event.details?.input),
    enteredAt: event.timestamp,
    enteredEventId: event.id,
    since: event.timestamp,
    attempts: [],
    activity: { is: "new" },
  };
}

function exit(frame: Frame, { event, next }: EventRecord): void {
  const output = data(event.details?.output);
  frame.position = next === undefined ? { at: "finished", output } : { at: "ready", state: next, input: output };
}

function insideOf(frame: Frame): Inside {
  if (frame.position.at !== "inside") throw new Error(`The branch "${frame.path}" is in no state`);
  return frame.position;
}

function branching({ activity, state }: Inside): Branching {
  const found = branchesOf(activity);
  if (!found) throw new Error(`The state ${state} has no branches`);
  return found;
}
