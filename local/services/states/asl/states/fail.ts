import { z } from "zod";
import { RuntimeFailure, StateFailure } from "../errors.ts";
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
  problems: (state) => [
    ...referencePathProblems("ErrorPath", state.ErrorPath),
    ...referencePathProblems("CausePath", state.CausePath),
  ],
  advance(state, situation) {
    const error = state.ErrorPath === undefined ? state.Error : text("ErrorPath", state.ErrorPath, situation);
    const cause = state.CausePath === undefined ? state.Cause : text("CausePath", state.CausePath, situation);
    throw new StateFailure({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  },
};

function text(field: string, path: string, { inside, context }: Situation): string {
  const value = find(path, inside.input, context);
  if (value === undefined) {
    throw new RuntimeFailure(
      `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(inside.input)}'`,
    );
  }
  if (typeof value !== "string")
    throw new RuntimeFailure(`The field '${field}' must select a string: ${path} == ${JSON.stringify(value)}`);
  return value;
}
