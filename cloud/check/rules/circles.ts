import type { Rule } from "../finding.ts";
import { referencesIn } from "../references.ts";
import type { Template } from "../template.ts";

/** No resource waits for itself, however far around. */
export const circles: Rule = {
  name: "circles",
  *check({ template }) {
    const needs = new Map(Object.keys(template.Resources).map((id) => [id, needsOf(id, template)]));
    const done = new Set<string>();
    const open: string[] = [];
    function* visit(id: string): Generator<string[]> {
      if (done.has(id)) return;
      if (open.includes(id)) return yield [...open.slice(open.indexOf(id)), id];
      open.push(id);
      for (const next of needs.get(id) ?? []) yield* visit(next);
      open.pop();
      done.add(id);
    }
    for (const id of needs.keys())
      for (const circle of visit(id))
        yield {
          id: circle[0] ?? id,
          path: "",
          text: `${circle.join(" → ")} is a circle: build one of the names or ARNs with Fn::Sub instead of asking for it.`,
        };
  },
};

/** Of resources only; what asks for itself is told by the rule `references`. */
function needsOf(id: string, { Resources }: Template): Set<string> {
  const { DependsOn = [], Properties } = Resources[id] ?? {};
  const asked = [...referencesIn(Properties, "")].filter(({ kind }) => kind === "Ref" || kind === "GetAtt");
  const ids = [...[DependsOn].flat(), ...asked.map(({ target }) => target)];
  return new Set(ids.filter((target) => target !== id && Object.hasOwn(Resources, target)));
}
