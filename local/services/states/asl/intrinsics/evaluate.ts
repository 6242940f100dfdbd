/** Evaluates calls of intrinsic functions. */
import { RuntimeFailure } from "../errors.ts";
import type { Json } from "../json.ts";
import { find } from "../paths.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Call, Expression } from "./expression.ts";
import { intrinsics } from "./index.ts";
import { type Argument, Arguments, IntrinsicProblem } from "./intrinsic.ts";
import { parse } from "./parse.ts";

const parsed = new Map<string, Call>();

/**
 * What the function gives for paths into `input` and the context object.
 * @throws RuntimeFailure States.IntrinsicFailure; States.Runtime when a path has no match
 */
export function evaluate(text: string, input: Json, surroundings: Surroundings): Json {
  let call = parsed.get(text);
  if (!call) {
    call = parse(text);
    parsed.set(text, call);
  }
  return resultOf(call, input, surroundings);
}

function resultOf(call: Call, input: Json, surroundings: Surroundings): Json {
  const given = new Arguments(call.arguments.map((argument) => argumentOf(argument, call, input, surroundings)));
  const failed = (reason: string) =>
    new RuntimeFailure(`The function '${call.text}' had the following error: ${reason}`, "States.IntrinsicFailure");
  try {
    const result = intrinsics.get(call.name)?.apply(given, surroundings.random);
    if (result === undefined) throw new IntrinsicProblem("there is no such function");
    return result;
  } catch (problem) {
    throw problem instanceof IntrinsicProblem ? failed(problem.message) : problem;
  }
}

function argumentOf(expression: Expression, call: Call, input: Json, surroundings: Surroundings): Argument {
  if (expression.is === "literal") return expression;
  if (expression.is === "call") return { value: resultOf(expression, input, surroundings) };
  const value = find(expression.path, input, surroundings.context);
  if (value !== undefined) return { value };
  const searched = JSON.stringify(expression.path.startsWith("$$") ? surroundings.context : input);
  throw new RuntimeFailure(
    `The JSONPath '${expression.path}' specified for the function '${call.text}' could not be found in the input '${searched}'`,
  );
}
