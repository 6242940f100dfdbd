import { z } from "zod";
import { selectOrEmpty } from "../data-flow.ts";
import { RuntimeFailure } from "../errors.ts";
import type { Json } from "../json.ts";
import { MAX_SECONDS, MAX_SECONDS_TO_TIMESTAMP } from "../limits.ts";
import { select } from "../paths.ts";
import { parseTimestamp, toMilliseconds } from "../timestamps.ts";
import { referencePathProblems, sharedFieldProblems } from "./field-problems.ts";
import { commonFields, inputPathFields, type Situation, type StateType, transitionFields } from "./state-type.ts";

const schema = z.strictObject({
  ...commonFields,
  ...transitionFields,
  ...inputPathFields,
  Seconds: z.number().int().min(0).max(MAX_SECONDS).optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
});
type Wait = z.infer<typeof schema>;

/** Waits from the moment it was entered or redriven, so that its due time survives a restart. */
export const wait: StateType<Wait> = {
  schema,
  problems: (state) => [
    ...sharedFieldProblems(state),
    ...referencePathProblems("SecondsPath", state.SecondsPath),
    ...referencePathProblems("TimestampPath", state.TimestampPath),
    ...(state.Timestamp !== undefined && parseTimestamp(state.Timestamp) === undefined
      ? ["Timestamp is no valid timestamp"]
      : []),
  ],
  abortedEvent: "WaitStateAborted",
  advance(state, situation) {
    const { inside, context, now } = situation;
    const input = selectOrEmpty(state.InputPath, inside.input, context);
    const until = dueTime(state, input, situation);
    if (now < until) return { kind: "sleep", until };
    return { kind: "exit", output: selectOrEmpty(state.OutputPath, input, context), next: state.Next };
  },
};

function dueTime(state: Wait, input: Json, { inside, context }: Situation): number {
  if (state.Timestamp !== undefined)
    return near("Timestamp", moment("Timestamp", state.Timestamp, state.Timestamp), inside.since);
  if (state.TimestampPath !== undefined) {
    const value = select(state.TimestampPath, input, context);
    return near(state.TimestampPath, moment("TimestampPath", state.TimestampPath, value), inside.since);
  }
  const seconds = state.SecondsPath === undefined ? (state.Seconds ?? 0) : select(state.SecondsPath, input, context);
  return inside.since + wholeSeconds(state.SecondsPath ?? "Seconds", seconds) * 1000;
}

function wholeSeconds(path: string, value: Json): number {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new RuntimeFailure(
      `The SecondsPath parameter does not reference an integer value: ${path} == ${JSON.stringify(value)}`,
    );
  }
  if (value < 0 || value > MAX_SECONDS) {
    throw new RuntimeFailure(
      `The SecondsPath parameter references an integer outside of [0, ${MAX_SECONDS}]: ${path} == ${JSON.stringify(value)}`,
    );
  }
  return value;
}

/** The moment, unless it is too far from now. */
function near(path: string, until: number, now: number): number {
  if (until - now <= MAX_SECONDS_TO_TIMESTAMP * 1000) return until;
  throw new RuntimeFailure(
    `The timestamp is more than ${MAX_SECONDS_TO_TIMESTAMP} seconds in the future: ${path} == ${new Date(until).toISOString()}`,
  );
}

function moment(field: string, path: string, value: Json): number {
  const parsed = typeof value === "string" ? parseTimestamp(value) : undefined;
  if (parsed !== undefined) return toMilliseconds(parsed);
  throw new RuntimeFailure(
    `The ${field} parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}
