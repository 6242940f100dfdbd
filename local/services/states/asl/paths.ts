/**
 * JSONPath as Step Functions evaluates it, on the library json-p3 (RFC 9535); its AST decides what
 * is accepted. AWS's own evaluator is Jayway's: a definite path without a match is an error and an
 * indefinite one gives a list, which RFC 9535 leaves to the caller. What the two read differently
 * is refused when the definition is loaded. See docs/decisions/0010.
 */
import { JSONPathEnvironment, type JSONPathQuery, jsonpath } from "json-p3";
import { RuntimeFailure } from "./errors.ts";
import type { Json } from "./json.ts";
import { isObject } from "./json.ts";
import { checkOperands, filtersOf } from "./path-filters.ts";
import { addPatternFunction, withPatternCalls } from "./path-patterns.ts";

const environment = new JSONPathEnvironment();
addPatternFunction(environment);
const compiled = new Map<string, Path>();

/** One step of a definite path: a field's name or an array's index. */
export type Step = string | number;

interface Path {
  readonly query: JSONPathQuery;
  /** The steps of a definite path; undefined when the path may match any number of values. */
  readonly steps: readonly Step[] | undefined;
  readonly filters: ReturnType<typeof filtersOf>;
}

/** Why `path` can't be run here, or undefined when it can. Both `$…` and the context object's `$$…`. */
export function pathProblem(path: string): string | undefined {
  try {
    compile(path);
    return undefined;
  } catch (error) {
    return `'${path}': ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The steps of a definite path, or undefined when it is indefinite. */
export function definiteSteps(path: string): readonly Step[] | undefined {
  return compile(path).steps;
}

/** The value at `path`, or undefined where a definite path has no match; an indefinite path gives a list. */
export function find(path: string, input: Json, context: Json): Json | undefined {
  const { query, steps, filters } = compile(path);
  const root = path.startsWith("$$") ? context : input;
  // A definite path is walked here: the library would copy large inputs into node lists.
  if (steps) return walk(steps, root).value;
  checkOperands(path, filters, root);
  return query.query(root as never).values() as Json[];
}

/** The value at `path`. @throws RuntimeFailure in AWS's words for the fields InputPath and OutputPath. */
export function select(path: string, input: Json, context: Json): Json {
  const value = find(path, input, context);
  if (value !== undefined) return value;
  const steps = compile(path).steps ?? [];
  const root = path.startsWith("$$") ? context : input;
  throw new RuntimeFailure(`Invalid path '${path}' : ${reason(steps, walk(steps, root).depth)}`);
}

/** Jayway's reason why nothing is there: the last step has no match, or one on the way there. */
function reason(steps: readonly Step[], depth: number): string {
  const read = `$${steps
    .slice(0, depth + 1)
    .map(bracketed)
    .join("")}`;
  return depth === steps.length - 1 ? `No results for path: ${read}` : `Missing property in path ${read}`;
}

function bracketed(step: Step): string {
  return typeof step === "number" ? `[${step}]` : `['${step}']`;
}

/** Follows the steps as far as they lead; `depth` is the index of the first that has no match. */
function walk(steps: readonly Step[], root: Json): { value: Json | undefined; depth: number } {
  let value: Json | undefined = root;
  for (const [depth, step] of steps.entries()) {
    value = child(value, step);
    if (value === undefined) return { value, depth };
  }
  return { value, depth: steps.length };
}

function child(value: Json, step: Step): Json | undefined {
  if (typeof step === "number") return Array.isArray(value) ? (value.at(step) as Json | undefined) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function compile(path: string): Path {
  const known = compiled.get(path);
  if (known) return known;
  if (!path.startsWith("$")) throw new Error("a path starts with $");
  const query = environment.compile(withPatternCalls(inRfcEscapes(path.startsWith("$$") ? path.slice(1) : path)));
  refuseWhatIsReadDifferently(query);
  const result = { query, steps: query.singularQuery() ? stepsOf(query) : undefined, filters: filtersOf(query) };
  compiled.set(path, result);
  return result;
}

/** In a name between apostrophes AWS takes a backslash before a quotation mark as it stands, which RFC 9535 has as an error. */
function inRfcEscapes(path: string): string {
  return path.replace(/(?<=\[)'(?:[^'\\]|\\.)*'(?=\])/gs, (name) =>
    name.replace(/\\(.)/gs, (escaped, character) => (character === '"' ? `\\\\"` : escaped)),
  );
}

function stepsOf(query: JSONPathQuery): Step[] {
  return query.segments
    .flatMap((segment) => segment.selectors)
    .map((selector) => stepOf(selector as { name?: string; index?: number }));
}

function stepOf(selector: { readonly name?: string; readonly index?: number }): Step {
  const step = selector.name ?? selector.index;
  if (step === undefined) throw new Error("a definite path has only names and indices");
  return step;
}

/** Jayway gives an object for `['a','b']`, and orders what `..*` and its kin find in its own way. */
function refuseWhatIsReadDifferently(query: JSONPathQuery): void {
  for (const segment of query.segments) {
    const [selector, ...others] = segment.selectors;
    if (others.length > 0) throw new Error("a union of several selectors is not run here");
    const descends = segment.toString().startsWith("..");
    if (descends && !(selector instanceof jsonpath.selectors.NameSelector)) throw new Error("only a name may follow `..` here");
  }
}
