import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import type { Intrinsic } from "./intrinsic.ts";
import { javaNumber } from "./java-numbers.ts";

/** States.JsonToString(value): its JSON text, without spaces. */
export const jsonToString: Intrinsic = {
  arity: [1, 1],
  apply: (given) => textOf(given.value(0)),
};

function textOf(value: Json): string {
  if (typeof value === "number") return javaNumber(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => textOf(item)).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([field, inner]) => `${JSON.stringify(field)}:${textOf(inner)}`)
    .join(",")}}`;
}
