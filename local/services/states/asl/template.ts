/** Payload templates: Parameters and ResultSelector (the specification's "Payload Template"). */
import { RuntimeFailure } from "./errors.ts";
import { evaluate } from "./intrinsics/evaluate.ts";
import { intrinsicProblem } from "./intrinsics/problems.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { find, pathProblem } from "./paths.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * `template` with every field `name.$` replaced by `name` and the value that its path selects or
 * its intrinsic function gives.
 * @throws RuntimeFailure when a definite path has no match or a function fails
 */
export function fill(template: Json, input: Json, surroundings: Surroundings): Json {
  if (Array.isArray(template)) return template.map((item: Json) => fill(item, input, surroundings));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([field, value]) =>
      field.endsWith(".$")
        ? [field.slice(0, -2), replacement(field, String(value), input, surroundings)]
        : [field, fill(value, input, surroundings)],
    ),
  );
}

/** What of a template can't be run here, each problem with the field it is in. */
export function templateProblems(template: Json): string[] {
  if (Array.isArray(template)) return template.flatMap((item: Json) => templateProblems(item));
  return isObject(template) ? Object.entries(template).flatMap(([field, value]) => fieldProblems(field, value, template)) : [];
}

function replacement(field: string, path: string, input: Json, surroundings: Surroundings): Json {
  if (!path.startsWith("$")) return evaluate(path, input, surroundings);
  const { context } = surroundings;
  const value = find(path, input, context);
  if (value !== undefined) return value;
  throw new RuntimeFailure(
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(path.startsWith("$$") ? context : input)}'`,
  );
}

function fieldProblems(field: string, value: Json, template: JsonObject): string[] {
  if (!field.endsWith(".$")) return templateProblems(value);
  if (typeof value !== "string") return [`the field ${field} must be a path`];
  if (Object.hasOwn(template, field.slice(0, -2))) return [`the field ${field} is given twice, with and without .$`];
  const problem = value.startsWith("$") ? pathProblem(value) : intrinsicProblem(value);
  return problem ? [`the field ${field}: ${value.startsWith("$") ? "the path " : ""}${problem}`] : [];
}
