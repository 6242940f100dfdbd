import type { Rule } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { placesOf } from "../places.ts";

/** Every property is one that AWS has, on every level. */
export const knownProperties: Rule = {
  name: "known-properties",
  *check({ template, specification }) {
    for (const [id, resource] of Object.entries(template.Resources))
      for (const place of placesOf(resource, specification))
        if (place.kind === "structure")
          for (const name of Object.keys(place.value))
            if (!Object.hasOwn(place.properties, name)) {
              const meant = didYouMean(name, Object.keys(place.properties));
              yield { id, path: `${place.path}.${name}`, text: `${resource.Type} has no such property here${meant}` };
            }
  },
};
