import { RANGES, VALUES } from "../documented.ts";
import type { Rule } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { placesOf } from "../places.ts";

/** Every value is one that its property takes: of a list, or in a range. */
export const values: Rule = {
  name: "values",
  *check({ template, specification }) {
    for (const [id, resource] of Object.entries(template.Resources))
      for (const place of placesOf(resource, specification)) {
        if (place.kind !== "scalar") continue;
        const { path, value, type } = place;
        const documented = documentedPlace(resource.Type, path);
        const allowed = ("allowedValues" in type ? type.allowedValues?.map(String) : undefined) ?? VALUES[documented];
        if (allowed && !allowed.includes(String(value)))
          yield {
            id,
            path,
            text: `${JSON.stringify(value)} is none of ${allowed.join(", ")}${didYouMean(String(value), allowed)}`,
          };
        const [least, most] = RANGES[documented] ?? [-Infinity, Infinity];
        if (Number(value) < least || Number(value) > most) yield { id, path, text: `${value} is not from ${least} to ${most}.` };
      }
  },
};

/** As in documented.ts: `AWS::DynamoDB::Table KeySchema.0.KeyType`, whichever element and side of a Fn::If it is. */
const documentedPlace = (type: string, path: string): string =>
  `${type} ${path
    .replace(/^Properties\./, "")
    .replaceAll(/\.Fn::If\.\d+/g, "")
    .replaceAll(/\.\d+/g, ".0")}`;
