import type { Rule } from "../finding.ts";
import { definitionOf, statesOf } from "../machine.ts";
import { at, isNode, ofType } from "../template.ts";

/** No machine loses a failure or waits for ever: what the language allows and nobody wants. */
export const machineFailures: Rule = {
  name: "machine-failures",
  *check({ template }) {
    for (const [id, resource] of ofType(template, "AWS::StepFunctions::StateMachine")) {
      const definition = definitionOf(resource);
      if (!definition) continue;
      const path = "Properties.DefinitionString";
      if (definition.TimeoutSeconds === undefined)
        yield { id, path, text: "has no TimeoutSeconds: an execution could stay for a year." };
      for (const [name, state] of statesOf(definition))
        for (const text of problemsOf(state)) yield { id, path: `${path}: ${name}`, text };
    }
  },
};

function* problemsOf(state: Readonly<Record<string, unknown>>): Generator<string> {
  for (const field of ["Retry", "Catch"]) yield* orderProblems(field, state[field]);
  if (state.Type !== "Task") return;
  if (!Array.isArray(state.Catch) || state.Catch.length === 0) yield "is a Task without Catch: say where its failure goes.";
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (timeout === undefined && state.TimeoutSecondsPath === undefined)
    yield "is a Task without TimeoutSeconds: it could wait for ever.";
  if (typeof heartbeat === "number" && typeof timeout === "number" && heartbeat >= timeout)
    yield `HeartbeatSeconds ${heartbeat} is not below TimeoutSeconds ${timeout}.`;
}

function* orderProblems(field: string, list: unknown): Generator<string> {
  if (!Array.isArray(list)) return;
  for (const [index, entry] of list.entries()) {
    const errors = isNode(entry) ? at(entry, "ErrorEquals") : undefined;
    if (!Array.isArray(errors) || !errors.includes("States.ALL")) continue;
    if (errors.length > 1) yield `${field}: States.ALL stands alone in ErrorEquals.`;
    if (index < list.length - 1) yield `${field}: States.ALL comes last, nothing after it is ever looked at.`;
  }
}
