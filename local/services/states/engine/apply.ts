/** The fold from which an execution's state is rebuilt: one record changes it, and nothing else does. */
import type { ExecutionIdentity } from "../asl/context-object.ts";
import type { Json } from "../asl/json.ts";
import { type Activity, type End, type ExecutionState, type Frame, frameAt, type Inside } from "./frame.ts";
import { type EventRecord, endStatus, type HistoryRecord } from "./history.ts";

/** The state before any record: about to enter the machine's first state. */
export function initialState(identity: ExecutionIdentity, startAt: string): ExecutionState {
  return {
    identity,
    lastEventId: 0,
    root: { path: "", lastEventId: 0, position: { at: "ready", state: startAt, input: identity.input } },
    end: undefined,
  };
}

/** Takes one record in. @throws Error when it does not belong to this execution's history */
export function apply(state: ExecutionState, record: HistoryRecord): void {
  const frame = frameAt(state.root, record.frame);
  if (!frame) throw new Error(`A record is of the branch "${record.frame}", which is not running`);
  if ("retry" in record) {
    const inside = insideOf(frame);
    inside.attempts[record.retry.retrier] = (inside.attempts[record.retry.retrier] ?? 0) + 1;
    inside.activity = { is: "backing-off", until: record.retry.until };
    frame.lastEventId = record.retry.previousEventId;
    return;
  }
  const { event } = record;
  state.lastEventId = event.id;
  if (event.type.startsWith("Execution")) state.end = endOf(record);
  else advance(frame, record);
}

function advance(frame: Frame, record: EventRecord): void {
  const { event } = record;
  // AWS's ParallelStateSucceeded is a leaf: what follows the Parallel names the last branch's last event.
  frame.lastEventId = event.type === "ParallelStateSucceeded" ? event.previousEventId : event.id;
  if (event.type.endsWith("StateEntered")) enter(frame, record);
  else if (event.type.endsWith("StateExited")) exit(frame, record);
  else insideOf(frame).activity = activityAfter(frame, record);
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
    attempts: [],
    activity: { is: "new" },
  };
}

function exit(frame: Frame, { event, next }: EventRecord): void {
  const output = data(event.details?.output);
  frame.position = next === undefined ? { at: "finished", output } : { at: "ready", state: next, input: output };
}

function activityAfter(frame: Frame, record: EventRecord): Activity {
  const { event } = record;
  const before = insideOf(frame).activity;
  switch (event.type) {
    case "LambdaFunctionScheduled":
    case "TaskScheduled":
      return { is: "scheduled", request: event.details ?? {} };
    case "LambdaFunctionStarted":
    case "TaskStarted":
      if (before.is !== "scheduled") throw new Error("A task was started that was not scheduled");
      return { is: "started", request: before.request, startedAt: event.timestamp, startedEventId: event.id };
    case "LambdaFunctionSucceeded":
    case "TaskSucceeded":
      return { is: "done", result: data(event.details?.output) };
    case "LambdaFunctionFailed":
    case "LambdaFunctionTimedOut":
    case "TaskFailed":
    case "TaskTimedOut":
      return { is: "failed", failure: failureOf(event.details), retriable: true };
    case "ParallelStateStarted":
      return { is: "branching", children: branchFrames(frame, record) };
    case "ParallelStateSucceeded":
      return { is: "done", result: before.is === "branching" ? before.children.map(outputOf) : [] };
    case "ParallelStateFailed":
      return { is: "failed", failure: record.failure ?? {}, retriable: false };
    default:
      throw new Error(`Unknown event type ${event.type}`);
  }
}

function branchFrames(frame: Frame, { event, branches = [] }: EventRecord): Frame[] {
  return branches.map((branch, index) => ({
    path: frame.path === "" ? String(index) : `${frame.path}.${index}`,
    lastEventId: event.id,
    position: { at: "ready", ...branch },
  }));
}

function outputOf(frame: Frame): Json {
  if (frame.position.at !== "finished") throw new Error("A Parallel succeeded before all its branches did");
  return frame.position.output;
}

function insideOf(frame: Frame): Inside {
  if (frame.position.at !== "inside") throw new Error(`The branch "${frame.path}" is in no state`);
  return frame.position;
}

function data(text: Json | undefined): Json {
  return JSON.parse(String(text)) as Json;
}

function failureOf(details: EventRecord["event"]["details"]): { error?: string; cause?: string } {
  return {
    ...(typeof details?.error === "string" ? { error: details.error } : {}),
    ...(typeof details?.cause === "string" ? { cause: details.cause } : {}),
  };
}
