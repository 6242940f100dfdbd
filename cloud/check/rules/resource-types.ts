import type { Rule } from "../finding.ts";
import { didYouMean } from "../nearest.ts";

/** Every resource is of a type that AWS has. */
export const resourceTypes: Rule = {
  name: "resource-types",
  *check({ template, specification }) {
    const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
    for (const [id, { Type }] of Object.entries(template.Resources))
      if (typeof Type !== "string") yield { id, path: "Type", text: "a resource needs a type." };
      else if (!specification.resource(Type)) {
        const known = [...types].filter((type) => type !== Type && specification.resource(type));
        yield { id, path: "Type", text: `AWS has no resource type ${Type}${didYouMean(Type, known)}` };
      }
  },
};
