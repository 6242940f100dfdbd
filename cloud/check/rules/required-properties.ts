import { NEEDED } from "../documented.ts";
import type { Rule } from "../finding.ts";
import { placesOf } from "../places.ts";
import { at, callOf, type Node } from "../template.ts";

/** Everything that AWS needs is there. */
export const requiredProperties: Rule = {
  name: "required-properties",
  *check({ template, specification }) {
    for (const [id, resource] of Object.entries(template.Resources)) {
      const { Type, Properties = {} } = resource;
      for (const { property, unless } of NEEDED[Type] ?? [])
        if (!has(Properties, property) && !(unless !== undefined && has(Properties, unless)))
          yield {
            id,
            path: "Properties",
            text: `${Type} needs ${property}${unless ? ` (or ${unless})` : ""}, whatever the specification says: add it.`,
          };
      for (const place of placesOf(resource, specification))
        if (place.kind === "structure")
          for (const [name, { required }] of Object.entries(place.properties))
            if (required && !has(place.value, name)) yield { id, path: place.path, text: `${Type} needs ${name} here: add it.` };
            else if (required && isEmptyList(at(place.value, name)))
              yield { id, path: `${place.path}.${name}`, text: `${Type} needs at least one here.` };
    }
  },
};

/** A value that is there for certain: `AWS::NoValue` is the same as none. */
function has(value: Node, name: string): boolean {
  const inner = at(value, name);
  const [call, argument] = callOf(inner) ?? [];
  return inner !== undefined && inner !== null && !(call === "Ref" && argument === "AWS::NoValue");
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
