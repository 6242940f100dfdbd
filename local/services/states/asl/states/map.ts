import { z } from "zod";
import type { Branching } from "../../engine/frame.ts";
import { catcher } from "../catch.ts";
import { withItem } from "../context-object.ts";
import { effectiveOutput, selectOrEmpty } from "../data-flow.ts";
import { dataLimitExceeded, RuntimeFailure } from "../errors.ts";
import type { Json } from "../json.ts";
import { exceedsPayloadLimit } from "../limits.ts";
import { select } from "../paths.ts";
import { retrier } from "../retry.ts";
import { fill, templateProblems } from "../template.ts";
import { referencePathProblems, sharedFieldProblems } from "./field-problems.ts";
import {
  commonFields,
  inputPathFields,
  json,
  type Move,
  parametersField,
  resultPathField,
  resultSelectorField,
  type Scope,
  type Situation,
  type StateType,
  scopeFields,
  transitionFields,
} from "./state-type.ts";

/** AWS's limit of iterations of an inline Map that run at once. */
const MAX_CONCURRENCY = 40;

const processor = z.strictObject({
  ...scopeFields,
  /** Distributed Maps are not run. */
  ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE").optional() }).optional(),
});
const schema = z.strictObject({
  ...commonFields,
  ...transitionFields,
  ...inputPathFields,
  ...parametersField,
  ...resultSelectorField,
  ...resultPathField,
  ItemProcessor: processor.optional(),
  /** What ItemProcessor was called before. */
  Iterator: processor.optional(),
  ItemsPath: z.string().optional(),
  /** What Parameters are called now. */
  ItemSelector: json.optional(),
  MaxConcurrency: z.number().int().min(0).optional(),
  MaxConcurrencyPath: z.string().optional(),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
});
type MapState = z.infer<typeof schema>;

/** Runs one machine for every item of an array; its result is the list of the outputs. The engine steps the iterations. */
export const map: StateType<MapState> = {
  schema,
  problems: (state) => [
    ...sharedFieldProblems(state),
    ...templateProblems(state.ItemSelector ?? {}).map((problem) => `ItemSelector: ${problem}`),
    ...referencePathProblems("ItemsPath", state.ItemsPath),
    ...referencePathProblems("MaxConcurrencyPath", state.MaxConcurrencyPath),
    ...either(state, "ItemProcessor", "Iterator", 1),
    ...either(state, "ItemSelector", "Parameters", 0),
    ...either(state, "MaxConcurrency", "MaxConcurrencyPath", 0),
  ],
  scopes: machineOf,
  retriable: true,
  failedEvent: "MapStateFailed",
  abortedEvent: "MapStateAborted",
  advance(state, situation) {
    const { activity, input, state: name } = situation.inside;
    if (activity.is === "branching") return iterate(state, situation, activity);
    if (activity.is !== "done") return start(state, situation);
    if (exceedsPayloadLimit(activity.result)) throw dataLimitExceeded(name);
    return { kind: "exit", output: effectiveOutput(state, input, activity.result, situation), next: state.Next };
  },
};

function start(state: MapState, { inside, context, frame }: Situation): Move {
  const input = selectOrEmpty(state.InputPath, inside.input, context);
  const path = state.ItemsPath ?? "$";
  const items = select(path, input, context);
  if (!Array.isArray(items)) throw new RuntimeFailure(`Reference path "${path}" must point to array.`);
  const concurrency = Math.min(maxConcurrency(state, input, context) || MAX_CONCURRENCY, MAX_CONCURRENCY);
  const details = { length: items.length };
  return { kind: "record", draft: { type: "MapStateStarted", frame, details, map: { items, concurrency } } };
}

function iterate(state: MapState, situation: Situation, { children, iterations }: Branching): Move {
  const { frame, inside } = situation;
  if (!iterations) throw new Error(`The state ${inside.state} iterates over nothing`);
  const { items, concurrency, ended, follows } = iterations;
  const finished = children.findIndex(({ position }, index) => position.at === "finished" && !ended.has(index));
  if (finished >= 0) {
    const previousEventId = children[finished]?.lastEventId ?? follows;
    const details = { name: inside.state, index: finished };
    return { kind: "record", draft: { type: "MapIterationSucceeded", frame, details, previousEventId } };
  }
  const index = children.length;
  if (index < items.length && index - ended.size < concurrency) {
    const [machine] = machineOf(state);
    const branches = [{ state: machine?.StartAt ?? "", input: inputOf(state, situation, index, items[index] ?? null) }];
    const details = { name: inside.state, index };
    return { kind: "record", draft: { type: "MapIterationStarted", frame, details, branches, previousEventId: follows } };
  }
  if (ended.size < items.length) return { kind: "branches" };
  return { kind: "record", draft: { type: "MapStateSucceeded", frame } };
}

function inputOf(state: MapState, { inside, context, random }: Situation, index: number, value: Json): Json {
  const selector = state.ItemSelector ?? state.Parameters;
  if (selector === undefined) return value;
  const input = selectOrEmpty(state.InputPath, inside.input, context);
  const selected = fill(selector, input, { context: withItem(context, { index, value }), random });
  if (exceedsPayloadLimit(selected)) throw dataLimitExceeded(inside.state);
  return selected;
}

function maxConcurrency(state: MapState, input: Json, context: Json): number {
  const path = state.MaxConcurrencyPath;
  if (path === undefined) return state.MaxConcurrency ?? 0;
  const value = select(path, input, context);
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new RuntimeFailure(
    `The MaxConcurrencyPath parameter does not reference a non-negative integer: ${path} == ${JSON.stringify(value)}`,
  );
}

function machineOf({ ItemProcessor, Iterator: iterator }: MapState): Scope[] {
  return [ItemProcessor ?? iterator].filter((machine) => machine !== undefined);
}

/** Of two names for one thing a state has one, or at least not both. */
function either(state: MapState, one: keyof MapState, other: keyof MapState, least: 0 | 1): string[] {
  const count = [one, other].filter((field) => state[field] !== undefined).length;
  return count > 1 || count < least ? [`${least === 1 ? "one" : "at most one"} of ${one} and ${other} has to be given`] : [];
}
