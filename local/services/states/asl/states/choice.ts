import { z } from "zod";
import { holds, ruleProblems } from "../choice/rule.ts";
import { selectOrEmpty } from "../data-flow.ts";
import { RuntimeFailure } from "../errors.ts";
import { sharedFieldProblems } from "./field-problems.ts";
import { commonFields, inputPathFields, json, type StateType } from "./state-type.ts";

const schema = z.strictObject({
  ...commonFields,
  ...inputPathFields,
  Choices: z.array(z.record(z.string(), json)).min(1),
  Default: z.string().optional(),
});

/** Goes on as the first rule says that holds. */
export const choice: StateType<z.infer<typeof schema>> = {
  schema,
  problems: (state) => [...sharedFieldProblems(state), ...state.Choices.flatMap(ruleProblems)],
  advance(state, { inside, context }) {
    const input = selectOrEmpty(state.InputPath, inside.input, context);
    const rule = state.Choices.find((candidate) => holds(candidate, input, context));
    const next = rule === undefined ? state.Default : String(rule.Next);
    // AWS reports States.Runtime here, not the States.NoChoiceMatched of the specification.
    if (next === undefined)
      throw new RuntimeFailure("Failed to transition out of the state. The state does not point to a next state.");
    return { kind: "exit", output: selectOrEmpty(state.OutputPath, input, context), next };
  },
};
