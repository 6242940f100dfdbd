/** What of a call of an intrinsic function is wrong, or is not run here, before anything is evaluated. */
import { pathProblem } from "../paths.ts";
import type { Call, Expression } from "./expression.ts";
import { intrinsics } from "./index.ts";
import { parse } from "./parse.ts";

/** AWS's limit of functions in one field. */
const MAX_CALLS = 10;

/** Why `text` can't be run, or undefined when it can. */
export function intrinsicProblem(text: string): string | undefined {
  try {
    const call = parse(text);
    const calls = callsIn(call);
    if (calls.length > MAX_CALLS) return `${calls.length} functions in one field, of which AWS takes ${MAX_CALLS}`;
    return calls.map(callProblem).find((problem) => problem !== undefined);
  } catch (error) {
    return `'${text}': ${error instanceof Error ? error.message : String(error)}`;
  }
}

function callsIn(expression: Expression): Call[] {
  return expression.is === "call" ? [expression, ...expression.arguments.flatMap(callsIn)] : [];
}

function callProblem({ name, arguments: given, text }: Call): string | undefined {
  const intrinsic = intrinsics.get(name);
  if (!intrinsic) return `there is no intrinsic function ${name} ('${text}')`;
  const [least, most] = intrinsic.arity;
  if (given.length < least || given.length > most) {
    const count = least === most ? least : `${least} or more`;
    return `${name} takes ${count} arguments, not ${given.length} ('${text}')`;
  }
  return given
    .map((argument) => (argument.is === "path" ? pathProblem(argument.path) : undefined))
    .find((problem) => problem !== undefined);
}
