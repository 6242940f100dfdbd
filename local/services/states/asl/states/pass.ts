import { z } from "zod";
import { effectiveInput, effectiveOutput } from "../data-flow.ts";
import { sharedFieldProblems } from "./field-problems.ts";
import {
  commonFields,
  inputPathFields,
  json,
  parametersField,
  resultPathField,
  type StateType,
  transitionFields,
} from "./state-type.ts";

const schema = z.strictObject({
  ...commonFields,
  ...transitionFields,
  ...inputPathFields,
  ...parametersField,
  ...resultPathField,
  Result: json.optional(),
});

/** Passes its input, or Result, on. */
export const pass: StateType<z.infer<typeof schema>> = {
  schema,
  problems: sharedFieldProblems,
  advance(state, situation) {
    const { inside } = situation;
    const input = effectiveInput(state, inside.input, situation);
    const result = state.Result === undefined ? input : state.Result;
    return { kind: "exit", output: effectiveOutput(state, inside.input, result, situation), next: state.Next };
  },
};
