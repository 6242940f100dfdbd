import type { Rule } from "../finding.ts";
import { placesOf } from "../places.ts";

/** Every value is of the kind that its property takes. CloudFormation takes text for numbers and truth values, if it reads as one. */
export const types: Rule = {
  name: "types",
  *check({ template, specification }) {
    for (const [id, resource] of Object.entries(template.Resources))
      for (const place of placesOf(resource, specification)) {
        const { path, value } = place;
        if (place.kind === "mismatch") yield { id, path, text: `expected ${place.expected}, found ${kindOf(value)}.` };
        else if (place.kind === "scalar" && !reads(place.value, place.type.type))
          yield { id, path, text: `expected a ${place.type.type}, found ${JSON.stringify(value)}.` };
      }
  },
};

function reads(value: string | number | boolean, type: string): boolean {
  const text = String(value);
  if (type === "boolean") return /^(true|false)$/.test(text);
  if (type === "integer") return /^-?\d+$/.test(text);
  if (type === "number") return text.trim() !== "" && Number.isFinite(Number(text));
  return true;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : JSON.stringify(value);
}
