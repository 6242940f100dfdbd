/** The rules of a Choice state: And, Or, Not and data tests (the specification's "Choice State"). */
import { RuntimeFailure } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import { find, pathProblem } from "../paths.ts";
import { boolean } from "./boolean.ts";
import { numeric } from "./numeric.ts";
import type { Comparison } from "./operator.ts";
import { string } from "./string.ts";
import { stringMatches } from "./string-matches.ts";
import { timestamp } from "./timestamp.ts";
import { typeTests } from "./type-tests.ts";

const withPaths: Readonly<Record<string, Comparison>> = { ...boolean, ...numeric, ...string, ...timestamp };
const comparisons: Readonly<Record<string, Comparison>> = { ...withPaths, ...stringMatches };
const NOT_OPERATORS = new Set(["Variable", "Next", "Comment"]);

/** Whether the rule holds for the state's effective input. @throws RuntimeFailure when a path it reads has no match */
export function holds(rule: JsonObject, input: Json, context: Json): boolean {
  const [operator, expected = null] = operators(rule)[0] ?? [""];
  if (operator === "And") return rules(expected).every((inner) => holds(inner, input, context));
  if (operator === "Or") return rules(expected).some((inner) => holds(inner, input, context));
  if (operator === "Not") return !rules([expected]).some((inner) => holds(inner, input, context));
  if (operator === "IsPresent") return (find(String(rule.Variable), input, context) !== undefined) === expected;
  const variable = read(String(rule.Variable), input, context);
  const typeTest = typeTests[operator];
  if (typeTest) return typeTest(variable) === expected;
  const literal = comparisons[operator];
  if (literal) return literal.holds(variable, expected);
  return withPaths[operator.slice(0, -"Path".length)]?.holds(variable, read(String(expected), input, context)) ?? false;
}

/** What of a rule can't be run here, or is wrong. */
export function ruleProblems(rule: Json): string[] {
  if (!isObject(rule)) return ["a rule must be an object"];
  const found = operators(rule);
  const [operator, expected] = found[0] ?? [];
  if (operator === undefined || expected === undefined || found.length > 1) {
    return [`a rule has one operator, not ${found.map(([name]) => name).join(" and ") || "none"}`];
  }
  if (operator === "And" || operator === "Or") {
    return Array.isArray(expected) && expected.length > 0
      ? expected.flatMap(ruleProblems)
      : [`${operator} takes a list of rules`];
  }
  if (operator === "Not") return ruleProblems(expected);
  if (typeof rule.Variable !== "string") return [`${operator} needs a Variable`];
  const variable = pathProblem(rule.Variable);
  return [...(variable ? [`the path ${variable}`] : []), ...operandProblems(operator, expected)];
}

function operandProblems(operator: string, expected: Json): string[] {
  if (Object.hasOwn(typeTests, operator)) return typeof expected === "boolean" ? [] : [`${operator} takes true or false`];
  const literal = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (literal) return literal.expects(expected) ? [] : [`${operator} does not take ${JSON.stringify(expected)}`];
  if (operator.endsWith("Path") && Object.hasOwn(withPaths, operator.slice(0, -"Path".length))) {
    const problem = typeof expected === "string" ? pathProblem(expected) : `${JSON.stringify(expected)} is no path`;
    return problem ? [`${operator}: ${problem}`] : [];
  }
  return [`the operator ${operator} is not run here`];
}

function operators(rule: JsonObject): [string, Json][] {
  return Object.entries(rule).filter(([field]) => !NOT_OPERATORS.has(field));
}

function rules(list: Json): JsonObject[] {
  return Array.isArray(list) ? list.filter((rule: Json) => isObject(rule)) : [];
}

function read(path: string, input: Json, context: Json): Json {
  const value = find(path, input, context);
  if (value !== undefined) return value;
  throw new RuntimeFailure(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
}
