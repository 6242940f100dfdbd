/** The context object, `$$` in paths: what an execution knows of itself. */
import type { Json, JsonObject } from "./json.ts";

/** What of an execution never changes while it runs. */
export interface ExecutionIdentity {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly input: Json;
}

/** How often the execution was redriven, and when last, in milliseconds since the epoch. */
export interface RedrivesOfExecution {
  readonly count: number;
  readonly at: number | undefined;
}

/** The state that is being evaluated. `retryCount` only where a state can be retried. */
export interface CurrentState {
  readonly name: string;
  readonly enteredAt: number;
  readonly retryCount?: number;
}

/** The item of the Map iteration that a state is in. */
export interface CurrentItem {
  readonly index: number;
  readonly value: Json;
}

export function contextObject(
  execution: ExecutionIdentity,
  redrives: RedrivesOfExecution,
  state: CurrentState,
  item: CurrentItem | undefined,
): JsonObject {
  return {
    Execution: {
      Id: execution.executionArn,
      Input: execution.input,
      StartTime: new Date(execution.startedAt).toISOString(),
      Name: execution.name,
      RoleArn: execution.roleArn,
      RedriveCount: redrives.count,
      ...(redrives.at === undefined ? {} : { RedriveTime: new Date(redrives.at).toISOString() }),
    },
    StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineName },
    State: {
      Name: state.name,
      EnteredTime: new Date(state.enteredAt).toISOString(),
      ...(state.retryCount === undefined ? {} : { RetryCount: state.retryCount }),
    },
    ...(item === undefined ? {} : { Map: { Item: itemObject(item) } }),
  };
}

function itemObject({ index, value }: CurrentItem): JsonObject {
  return { Index: index, Value: value };
}

/** The context object as a Map sees it that selects what the iteration gets. */
export function withItem(context: JsonObject, item: CurrentItem): JsonObject {
  return { ...context, Map: { Item: itemObject(item) } };
}
