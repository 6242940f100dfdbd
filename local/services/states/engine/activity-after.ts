import type { Json } from "../asl/json.ts";
import { data, failureOf } from "./event-data.ts";
import { type Activity, branchesOf, type Frame } from "./frame.ts";
import type { EventRecord } from "./history.ts";

/** How far a state's work has come by an event of it. @throws Error when the event can't follow */
export function activityAfter(frame: Frame, before: Activity, record: EventRecord): Activity {
  const { event, failure = {}, heartbeatSeconds, map } = record;
  switch (event.type) {
    case "LambdaFunctionScheduled":
    case "TaskScheduled":
      return { is: "scheduled", request: event.details ?? {}, heartbeatSeconds };
    case "LambdaFunctionStarted":
    case "TaskStarted":
      if (before.is !== "scheduled") throw new Error("A task was started that was not scheduled");
      return { ...before, is: "started", startedAt: event.timestamp, startedEventId: event.id };
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
    case "MapStateStarted":
      if (!map) throw new Error("A Map was started over nothing");
      return { is: "branching", children: [], iterations: { ...map, ended: new Set(), follows: event.id } };
    case "ParallelStateSucceeded":
    case "MapStateSucceeded":
      return { is: "done", result: branchesOf(before)?.children.map(outputOf) ?? [] };
    case "ParallelStateFailed":
    case "MapStateFailed":
      return { is: "failed", failure, retriable: false, within: branchesOf(before) };
    case "TaskStateAborted":
    case "WaitStateAborted":
    case "ParallelStateAborted":
    case "MapStateAborted":
      return { is: "aborted", before };
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
  if (frame.position.at !== "finished") throw new Error("A state succeeded before all its branches did");
  return frame.position.output;
}
