import validate from "asl-validator";
import type { Problem, Rule } from "../finding.ts";
import { asSent, type Definition, definitionOf, statesOf } from "../machine.ts";
import { ofType } from "../template.ts";

/** What a definition was found to be: looking takes a tenth of a second, and the same one is looked at often. */
const found = new Map<string, string>();

/** Every state machine's definition is valid Amazon States Language, and the substitutions of its text are all there. */
export const machines: Rule = {
  name: "machines",
  *check({ template }) {
    for (const [id, resource] of ofType(template, "AWS::StepFunctions::StateMachine")) {
      const path = "Properties.DefinitionString";
      const text = asSent(resource);
      if (text === undefined) continue;
      const definition = definitionOf(resource);
      if (!definition) {
        yield { id, path, text: "the definition is no JSON object." };
        continue;
      }
      if (Buffer.byteLength(text) > 1_048_576) yield { id, path, text: "a definition has at most 1 MB." };
      const problems = found.get(text) ?? problemsOf(definition);
      found.set(text, problems);
      if (problems) yield { id, path, text: problems };
      yield* targets(definition, id, path);
    }
  },
};

/** The validator writes into what it is given, so it is given a copy. */
function problemsOf(definition: Definition): string {
  const { isValid, errorsText } = validate(structuredClone(definition));
  return isValid ? "" : errorsText("; ");
}

/** The validator looks at states one by one; that the first one is there it does not say in words that help. */
function* targets(definition: Definition, id: string, path: string): Generator<Problem> {
  for (const [name] of statesOf(definition))
    if (name.length > 80) yield { id, path, text: `the state ${name}: a name has at most 80 characters.` };
}
