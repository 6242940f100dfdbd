import { z } from "zod";
import type { EventDetails } from "../../engine/history.ts";
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
    const problems = [...sharedFieldProblems(state), ...referencePathProblems("TimeoutSecondsPath", state.TimeoutSecondsPath)];
    return [...problems, ...connector.problems(state.Parameters)];
  },
  retriable: true,
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
        return {
          kind: "record",
          draft: { type: connector.events.scheduled, frame, details: schedule(state, connector, situation) },
        };
    }
  },
};

function schedule(state: Task, connector: Connector, situation: Situation): EventDetails {
  const { inside, context, region } = situation;
  const timeoutInSeconds = timeout(state, inside.input, context);
  const input = effectiveInput(state, inside.input, situation);
  if (exceedsPayloadLimit(input)) throw dataLimitExceeded(connector.resultOf(state.Resource));
  return connector.schedule({ resource: state.Resource, input, timeoutInSeconds, region });
}

/** TimeoutSecondsPath reads the state's input as InputPath leaves it. */
function timeout(state: Task, input: Situation["inside"]["input"], context: Situation["context"]): number | undefined {
  if (state.TimeoutSecondsPath === undefined) return state.TimeoutSeconds;
  const value = select(state.TimeoutSecondsPath, selectOrEmpty(state.InputPath, input, context), context);
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_SECONDS) return value;
  throw new RuntimeFailure(
    `The TimeoutSecondsPath parameter does not reference a positive integer up to ${MAX_SECONDS}: ${state.TimeoutSecondsPath} == ${JSON.stringify(value)}`,
  );
}

type Started = Extract<Situation["inside"]["activity"], { is: "started" }>;

function atWork(state: Task, connector: Connector, situation: Situation, { request, startedAt, startedEventId }: Started): Move {
  const { frame, now, takenUpAt } = situation;
  const seconds = request.timeoutInSeconds;
  const until = typeof seconds === "number" ? Math.max(startedAt, takenUpAt) + seconds * 1000 : undefined;
  if (until !== undefined && now >= until) {
    const details = { ...connector.details, error: "States.Timeout" };
    return { kind: "record", draft: { type: connector.events.timedOut, frame, details } };
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
