/**
 * From a definition's text to a machine that is known to run here, or every reason why it does not.
 * `asl-validator` says whether the definition is valid at all; what is valid but not run here
 * (JSONata, variables, distributed Maps, other integrations, …) is refused by name.
 */
import validate from "asl-validator";
import { z } from "zod";
import { InvalidDefinition } from "./errors.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { MAX_SECONDS } from "./limits.ts";
import { stateTypeOf } from "./states/index.ts";
import { json, type Scope } from "./states/state-type.ts";

export interface Machine extends Scope {
  readonly TimeoutSeconds?: number | undefined;
}

const schema = z.strictObject({
  Comment: z.string().optional(),
  /** The language's version; there is only this one. */
  Version: z.literal("1.0").optional(),
  QueryLanguage: z.literal("JSONPath").optional(),
  StartAt: z.string(),
  States: z.record(z.string().max(80), z.record(z.string(), json)),
  TimeoutSeconds: z.number().int().min(1).max(MAX_SECONDS).optional(),
});

/** The machine, of which every field is known to run here. @throws InvalidDefinition */
export function loadMachine(definition: string): Machine {
  const machine = shaped(parse(definition));
  const refused = scopeProblems(machine);
  if (refused.length > 0) throw new InvalidDefinition(refused);
  return machine;
}

/** Definitions that were found valid: validation takes a tenth of a second. */
const valid = new Set<string>();

/** The machine, when its definition as a whole is valid too: every target exists, every state is reached, … @throws InvalidDefinition */
export function loadValidMachine(definition: string): Machine {
  const machine = loadMachine(definition);
  if (valid.has(definition)) return machine;
  const problems = validityProblems(definition);
  if (problems.length > 0) throw new InvalidDefinition(problems);
  valid.add(definition);
  return machine;
}

function parse(definition: string): Json {
  try {
    return JSON.parse(definition) as Json;
  } catch (error) {
    throw new InvalidDefinition([`the definition is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function shaped(definition: Json): Machine {
  const parsed = schema.safeParse(definition);
  if (!parsed.success) throw new InvalidDefinition(issues(parsed.error).map((issue) => `the machine: ${issue}`));
  return { ...parsed.data, States: parsed.data.States as Record<string, JsonObject> };
}

function scopeProblems(scope: Scope): string[] {
  return Object.entries(scope.States).flatMap(([name, state]) =>
    stateProblems(state).map((problem) => `the state ${name}: ${problem}`),
  );
}

function stateProblems(state: JsonObject): string[] {
  const type = stateTypeOf(state);
  if (!type) return [`the type ${JSON.stringify(state.Type ?? null)} is not run here`];
  const parsed = type.schema.safeParse(state);
  if (!parsed.success) return issues(parsed.error);
  return [...type.problems(parsed.data), ...(type.scopes?.(parsed.data) ?? []).flatMap(scopeProblems)];
}

/** The validator writes into what it is given, so it is given its own copy. */
function validityProblems(definition: string): string[] {
  const copy = simplified(parse(definition));
  if (!isObject(copy)) return ["the definition must be an object"];
  const { isValid, errorsText } = validate(copy as never);
  return isValid ? [] : [errorsText("; ")];
}

/** Intrinsic functions and patterns, which are checked already: the validator knows neither decimals, all escapes, nor patterns. */
const UNKNOWN_TO_VALIDATOR = /^States\..*\)$|^\$.*=~/s;

/** The definition with a plain path in place of what the validator does not know. */
function simplified(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => simplified(item));
  if (!isObject(value)) return typeof value === "string" && UNKNOWN_TO_VALIDATOR.test(value) ? "$" : value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, simplified(inner)]));
}

function issues(error: z.ZodError): string[] {
  return error.issues.map((issue) =>
    issue.code === "unrecognized_keys"
      ? `${[...issue.path, ""].join(".")}${issue.keys.join(", ")} is not run here`
      : `${issue.path.join(".")}: ${issue.message}`,
  );
}
