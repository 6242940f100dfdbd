import type { EventDetails } from "../../engine/history.ts";
import type { StateError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";

/** One kind of Task: how its work is scheduled, asked for and told of in the history. */
export interface Connector {
  /** Whether a Task's Resource is of this kind. */
  takes(resource: string): boolean;
  /** What of the Parameters can't be run here. */
  problems(parameters: Json | undefined): string[];
  /** What is to be done, as the event of its scheduling tells it. */
  schedule(task: {
    readonly resource: string;
    readonly input: Json;
    readonly timeoutInSeconds: number | undefined;
    readonly heartbeatInSeconds: number | undefined;
    readonly region: string;
  }): EventDetails;
  /** The function and the JSON text to invoke it with, read back from the scheduling's details. */
  invocation(request: EventDetails): { readonly functionName: string; readonly payload: string };
  /** The task's result. */
  result(payload: Json, requestId: string): Json;
  /** Details that every event of the task has. */
  readonly details: JsonObject;
  /** Who gave a result that is too large. */
  resultOf(resource: string): string;
  readonly events: {
    readonly scheduled: string;
    readonly started: string;
    readonly succeeded: string;
    readonly failed: string;
    readonly timedOut: string;
  };
}

/** Why a task failed. */
export type TaskFailure = Required<StateError>;
