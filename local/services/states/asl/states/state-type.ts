/** What every state type gives the engine. Adding one means a file beside this and a line in ./index.ts. */
import { z } from "zod";
import type { Inside } from "../../engine/frame.ts";
import type { Draft } from "../../engine/history.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Surroundings } from "../surroundings.ts";

/** Everything that a state may look at when it decides what happens next. */
export interface Situation extends Surroundings {
  /** The frame's place, as in the history's records. */
  readonly frame: string;
  readonly inside: Inside;
  /** The context object, `$$`. */
  readonly context: JsonObject;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When this process took the execution up; a task that was running then is run again, with its whole time. */
  readonly takenUpAt: number;
  readonly region: string;
}

/** What happens next in a state. A state that fails throws StateFailure or RuntimeFailure. */
export type Move =
  | { readonly kind: "record"; readonly draft: Draft }
  | { readonly kind: "exit"; readonly output: Json; readonly next: string | undefined }
  | { readonly kind: "sleep"; readonly until: number }
  | { readonly kind: "work"; readonly work: Work; readonly until: number | undefined }
  | { readonly kind: "branches" };

/** Work outside the interpreter that the runner has to have under way. */
export interface Work {
  /** The same for the same attempt. */
  readonly key: string;
  readonly frame: string;
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  /** The event that records how it ended. */
  readonly finished: (outcome: WorkOutcome) => Draft;
}
/** Names one attempt of a task. */
export function workKey(frame: string, startedEventId: number): string {
  return `${frame}#${startedEventId}`;
}

/** How a function's invocation ended; `refused` is Lambda's own error. */
export type WorkOutcome =
  | { readonly is: "succeeded"; readonly payload: string; readonly requestId: string }
  | { readonly is: "failed"; readonly payload: string }
  | {
      readonly is: "refused";
      readonly code: string;
      readonly status: number;
      readonly message: string;
      readonly requestId: string;
    };

/** A machine, or one inside of a state. */
export interface Scope {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, JsonObject>>;
}

export interface StateType<S> {
  /** Strict: a field that is not in it is refused by name. */
  readonly schema: z.ZodType<S>;
  /** What of a well-formed state can't be run here beyond its schema. */
  problems(state: S): string[];
  /** The machines inside the state: one for each branch, or the one that all iterations run. */
  scopes?(state: S): readonly Scope[];
  /** Whether `$$.State.RetryCount` exists. */
  readonly retriable?: true;
  /** The event that tells of the state's own failure, after its retries. */
  readonly failedEvent?: string;
  /** The event that tells that the state ended with a branch that failed beside it. */
  readonly abortedEvent?: string;
  advance(state: S, situation: Situation): Move;
}

/** Fields of all state types. */
export const commonFields = {
  Type: z.string(),
  Comment: z.string().optional(),
  /** serverless-step-functions adds it; JSONata is refused. */
  QueryLanguage: z.literal("JSONPath").optional(),
};
/** How states other than Choice, Succeed and Fail go on; asl-validator has seen that it is one of them. */
export const transitionFields = { Next: z.string().optional(), End: z.boolean().optional() };

const path = z.string();
export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;
export const inputPathFields = { InputPath: path.nullable().optional(), OutputPath: path.nullable().optional() };
export const parametersField = { Parameters: json.optional() };
export const resultPathField = { ResultPath: path.nullable().optional() };
export const resultSelectorField = { ResultSelector: z.record(z.string(), json).optional() };
/** The fields of a machine inside of a state. */
export const scopeFields = {
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(z.string().max(80), z.record(z.string(), json)) as z.ZodType<Record<string, JsonObject>>,
};
