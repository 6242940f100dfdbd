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

/** The state that is being evaluated. `retryCount` only where a state can be retried. */
export interface CurrentState {
  readonly name: string;
  readonly enteredAt: number;
  readonly retryCount?: number;
}

export function contextObject(execution: ExecutionIdentity, state: CurrentState): JsonObject {
  return {
    Execution: {
      Id: execution.executionArn,
      Input: execution.input,
      StartTime: new Date(execution.startedAt).toISOString(),
      Name: execution.name,
      RoleArn: execution.roleArn,
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineName },
    State: {
      Name: state.name,
      EnteredTime: new Date(state.enteredAt).toISOString(),
      ...(state.retryCount === undefined ? {} : { RetryCount: state.retryCount }),
    },
  };
}
