import { z } from "zod";
import { RuntimeFailure, StateFailure } from "../errors.ts";
import { evaluate } from "../intrinsics/evaluate.ts";
import { intrinsicProblem } from "../intrinsics/problems.ts";
import { find } from "../paths.ts";
import { referencePathProblems } from "./field-problems.ts";
import { commonFields, type Situation, type StateType } from "./state-type.ts";

const schema = z.strictObject({
  ...commonFields,
  Error: z.string().optional(),
  ErrorPath: z.string().optional(),
  Cause: z.string().optional(),
  CausePath: z.string().optional(),
});

/** Ends its branch with an error; without Error and Cause it has neither. */
export const fail: StateType<z.infer<typeof schema>> = {
  schema,
  problems: (state) => [...problemsOf("ErrorPath", state.ErrorPath), ...problemsOf("CausePath", state.CausePath)],
  advance(state, situation) {
    const error = state.ErrorPath === undefined ? state.Error : text("ErrorPath", state.ErrorPath, situation);
    const cause = state.CausePath === undefined ? state.Cause : text("CausePath", state.CausePath, situation);
    throw new StateFailure({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  },
};

/** The intrinsic functions that may stand here: those that give a string. */
const TEXTS = /^States\.(?:ArrayGetItem|Base64Decode|Base64Encode|Format|Hash|JsonToString|UUID)\(/;

function problemsOf(field: string, path: string | undefined): string[] {
  if (path === undefined || !path.startsWith("States.")) return referencePathProblems(field, path);
  const problem = TEXTS.test(path) ? intrinsicProblem(path) : `${path} gives no string`;
  return problem ? [`${field}: ${problem}`] : [];
}

function text(field: string, path: string, situation: Situation): string {
  const { inside, context } = situation;
  const value = path.startsWith("$") ? find(path, inside.input, context) : evaluate(path, inside.input, situation);
  if (value === undefined) {
    throw new RuntimeFailure(
      `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(inside.input)}'`,
    );
  }
  if (typeof value !== "string")
    throw new RuntimeFailure(`The field '${field}' must select a string: ${path} == ${JSON.stringify(value)}`);
  return value;
}
