import { z } from "zod";
import type { EventDetails, EventDraft } from "../../engine/history.ts";
import { carried } from "../../engine/history.ts";
import { catcher } from "../catch.ts";
import { effectiveInput, effectiveOutput, selectOrEmpty } from "../data-flow.ts";
import { dataLimitExceeded, RuntimeFailure } from "../errors.ts";
import { exceedsPayloadLimit, MAX_SECONDS } from "../limits.ts";
import { select } from "../paths.ts";
import { retrier } from "../retry.ts";
import type { Connector } from "../tasks/connector.ts";
import { functionFailure, invocationFailure, parsed } from "../tasks/lambda-failure.ts";
import { lambdaFunction } from "../tasks/lambda-function.ts";
import { lambdaInvoke } from "../tasks/lambda-invoke.ts";
import { referencePathProblems, sharedFieldProblems } from "./field-problems.ts";
import {
  commonFields,
  inputPathFields,
  type Move,
  parametersField,
  resultPathField,
  resultSelectorField,
  type Situation,
  type StateType,
  transitionFields,
  type WorkOutcome,
  workKey,
} from "./state-type.ts";

const connectors: readonly Connector[] = [lambdaFunction, lambdaInvoke];

const schema = z.strictObject({
  ...commonFields,
  ...transitionFields,
  ...inputPathFields,
  ...parametersField,
  ...resultSelectorField,
  ...resultPathField,
  Resource: z.string(),
  TimeoutSeconds: z.number().int().min(1).max(MAX_SECONDS).optional(),
  TimeoutSecondsPath: z.string().optional(),
  HeartbeatSeconds: z.number().int().min(1).max(MAX_SECONDS).optional(),
  HeartbeatSecondsPath: z.string().optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
});
type Task = z.infer<typeof schema>;

/** Has a function do the work. */
export const task: StateType<Task> = {
  schema,
  problems(state) {
    const connector = connectors.find((candidate) => candidate.takes(state.Resource));
    if (!connector)
      return [`the Resource ${state.Resource} is not run here (a Lambda function's ARN is, and arn:aws:states:::lambda:invoke)`];
    return [
      ...sharedFieldProblems(state),
      ...referencePathProblems("TimeoutSecondsPath", state.TimeoutSecondsPath),
      ...referencePathProblems("HeartbeatSecondsPath", state.HeartbeatSecondsPath),
      ...heartbeatProblems(state),
      ...connector.problems(state.Parameters),
    ];
  },
  retriable: true,
  abortedEvent: "TaskStateAborted",
  advance(state, situation) {
    const { activity, input } = situation.inside;
    const connector = connectorOf(state);
    const { frame } = situation;
    switch (activity.is) {
      case "scheduled":
        return { kind: "record", draft: { type: connector.events.started, frame, ...detailsOf(connector.details) } };
      case "started":
        return atWork(state, connector, situation, activity);
      case "done":
        return { kind: "exit", output: effectiveOutput(state, input, activity.result, situation), next: state.Next };
      default:
        return { kind: "record", draft: schedule(state, connector, situation) };
    }
  },
};

function heartbeatProblems({ HeartbeatSeconds: heartbeat, HeartbeatSecondsPath: path, TimeoutSeconds: timeout }: Task): string[] {
  if (heartbeat === undefined) return [];
  if (path !== undefined) return ["at most one of HeartbeatSeconds and HeartbeatSecondsPath has to be given"];
  return timeout !== undefined && heartbeat >= timeout ? ["HeartbeatSeconds must be smaller than TimeoutSeconds"] : [];
}

function schedule(state: Task, connector: Connector, situation: Situation): EventDraft {
  const { inside, region, frame } = situation;
  const timeoutInSeconds = state.TimeoutSeconds ?? secondsAt("TimeoutSecondsPath", state, situation);
  const heartbeatInSeconds = state.HeartbeatSeconds ?? secondsAt("HeartbeatSecondsPath", state, situation);
  const input = effectiveInput(state, inside.input, situation);
  if (exceedsPayloadLimit(input)) throw dataLimitExceeded(connector.resultOf(state.Resource));
  return {
    type: connector.events.scheduled,
    frame,
    details: connector.schedule({ resource: state.Resource, input, timeoutInSeconds, heartbeatInSeconds, region }),
    ...(heartbeatInSeconds === undefined ? {} : { heartbeatSeconds: heartbeatInSeconds }),
  };
}

/** The paths read the state's input as InputPath leaves it. */
function secondsAt(field: "TimeoutSecondsPath" | "HeartbeatSecondsPath", state: Task, situation: Situation): number | undefined {
  const { [field]: path } = state;
  if (path === undefined) return undefined;
  const { inside, context } = situation;
  const value = select(path, selectOrEmpty(state.InputPath, inside.input, context), context);
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_SECONDS) return value;
  throw new RuntimeFailure(
    `The ${field} parameter does not reference a positive integer up to ${MAX_SECONDS}: ${path} == ${JSON.stringify(value)}`,
  );
}

type Started = Extract<Situation["inside"]["activity"], { is: "started" }>;

function atWork(state: Task, connector: Connector, situation: Situation, started: Started): Move {
  const { frame, now, takenUpAt } = situation;
  const { request, heartbeatSeconds = Number.POSITIVE_INFINITY, startedAt, startedEventId } = started;
  const timeoutSeconds = typeof request.timeoutInSeconds === "number" ? request.timeoutInSeconds : Number.POSITIVE_INFINITY;
  // No function ever sends a heartbeat: the first that is missing ends the task.
  const seconds = Math.min(timeoutSeconds, heartbeatSeconds);
  const until = Number.isFinite(seconds) ? Math.max(startedAt, takenUpAt) + seconds * 1000 : undefined;
  if (until !== undefined && now >= until) {
    const error = timeoutSeconds <= heartbeatSeconds ? "States.Timeout" : "States.HeartbeatTimeout";
    return { kind: "record", draft: { type: connector.events.timedOut, frame, details: { ...connector.details, error } } };
  }
  const invocation = connector.invocation(request);
  const finished = (outcome: WorkOutcome) => ending(state, connector, frame, outcome);
  return { kind: "work", work: { key: workKey(frame, startedEventId), frame, ...invocation, finished }, until };
}

function ending(state: Task, connector: Connector, frame: string, outcome: WorkOutcome) {
  const failed = (failure: EventDetails) => ({
    type: connector.events.failed,
    frame,
    details: { ...connector.details, ...failure },
  });
  if (outcome.is === "failed") return failed(functionFailure(outcome.payload));
  if (outcome.is === "refused") return failed(invocationFailure(outcome));
  const result = connector.result(parsed(outcome.payload), outcome.requestId);
  if (exceedsPayloadLimit(result)) {
    const { error = "", cause = "" } = dataLimitExceeded(connector.resultOf(state.Resource));
    return failed({ error, cause });
  }
  return { type: connector.events.succeeded, frame, details: { ...connector.details, ...carried("output", result) } };
}

function connectorOf(state: Task): Connector {
  const connector = connectors.find((candidate) => candidate.takes(state.Resource));
  if (!connector) throw new RuntimeFailure(`The resource ${state.Resource} is not run here`);
  return connector;
}

function detailsOf(details: EventDetails): { details?: EventDetails } {
  return Object.keys(details).length > 0 ? { details } : {};
}
