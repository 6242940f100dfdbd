/** ResultPath: where a state's result goes in its input (the specification's "Reference Path"). */
import { RuntimeFailure } from "./errors.ts";
import type { Json } from "./json.ts";
import { isObject, withField } from "./json.ts";
import { definiteSteps, pathProblem, type Step } from "./paths.ts";

/**
 * `input` with `result` at `path`; undefined stands for `$` (the result replaces the input), null
 * drops the result.
 * @throws RuntimeFailure States.ResultPathMatchFailure when the path leads through what is no object
 */
export function placeResult(path: string | null | undefined, input: Json, result: Json): Json {
  if (path === null) return input;
  return place(definiteSteps(path ?? "$") ?? [], input, result);
}

/** Why `path` can't be a ResultPath here, or undefined when it can. */
export function resultPathProblem(path: string): string | undefined {
  const problem = pathProblem(path);
  if (problem) return problem;
  if (path.startsWith("$$")) return `'${path}': a result can't be placed in the context object`;
  const steps = definiteSteps(path);
  if (!steps) return `'${path}': a result's place must be one value`;
  return steps.some((step) => typeof step === "number")
    ? `'${path}': an array's index as a result's place is not run here`
    : undefined;
}

function place(steps: readonly Step[], input: Json, result: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return result;
  if (!isObject(input)) {
    throw new RuntimeFailure(`Unable to apply step "${step}" to input ${JSON.stringify(input)}`, "States.ResultPathMatchFailure");
  }
  const field = String(step);
  const inner = rest.length > 0 && !Object.hasOwn(input, field) ? {} : (input[field] ?? null);
  return withField(input, field, place(rest, inner, result));
}
