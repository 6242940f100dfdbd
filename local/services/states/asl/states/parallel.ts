import { z } from "zod";
import { catcher } from "../catch.ts";
import { effectiveInput, effectiveOutput } from "../data-flow.ts";
import { dataLimitExceeded } from "../errors.ts";
import { exceedsPayloadLimit } from "../limits.ts";
import { retrier } from "../retry.ts";
import { sharedFieldProblems } from "./field-problems.ts";
import {
  commonFields,
  inputPathFields,
  parametersField,
  resultPathField,
  resultSelectorField,
  type StateType,
  scopeFields,
  transitionFields,
} from "./state-type.ts";

const branch = z.strictObject(scopeFields);
const schema = z.strictObject({
  ...commonFields,
  ...transitionFields,
  ...inputPathFields,
  ...parametersField,
  ...resultSelectorField,
  ...resultPathField,
  Branches: z.array(branch).min(1),
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
});

/** Runs its branches side by side; its result is the list of their outputs. The engine steps the branches. */
export const parallel: StateType<z.infer<typeof schema>> = {
  schema,
  problems: sharedFieldProblems,
  scopes: (state) => state.Branches,
  retriable: true,
  failedEvent: "ParallelStateFailed",
  abortedEvent: "ParallelStateAborted",
  advance(state, situation) {
    const { inside, frame } = situation;
    const { activity } = inside;
    if (activity.is === "done") {
      if (exceedsPayloadLimit(activity.result)) throw dataLimitExceeded(inside.state);
      return { kind: "exit", output: effectiveOutput(state, inside.input, activity.result, situation), next: state.Next };
    }
    if (activity.is === "branching") {
      if (activity.children.some((child) => child.position.at !== "finished")) return { kind: "branches" };
      const previousEventId = Math.max(...activity.children.map((child) => child.lastEventId));
      return { kind: "record", draft: { type: "ParallelStateSucceeded", frame, previousEventId } };
    }
    const input = effectiveInput(state, inside.input, situation);
    const branches = state.Branches.map(({ StartAt }) => ({ state: StartAt, input }));
    return { kind: "record", draft: { type: "ParallelStateStarted", frame, branches } };
  },
};
