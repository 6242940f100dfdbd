import { z } from "zod";
import { selectOrEmpty } from "../data-flow.ts";
import { sharedFieldProblems } from "./field-problems.ts";
import { commonFields, inputPathFields, type StateType } from "./state-type.ts";

const schema = z.strictObject({ ...commonFields, ...inputPathFields });

/** Ends its branch well. */
export const succeed: StateType<z.infer<typeof schema>> = {
  schema,
  problems: sharedFieldProblems,
  advance(state, { inside, context }) {
    const input = selectOrEmpty(state.InputPath, inside.input, context);
    return { kind: "exit", output: selectOrEmpty(state.OutputPath, input, context), next: undefined };
  },
};
