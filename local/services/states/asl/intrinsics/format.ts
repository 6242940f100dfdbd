import type { Json } from "../json.ts";
import { isObject } from "../json.ts";
import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";
import { javaNumber } from "./java-numbers.ts";

/** A pair of braces, an escaped character, a brace alone, or anything else. */
const PARTS = /(\{\})|\\(.)|([{}\\])|([^{}\\]+)/gs;

/** States.Format(template, value, …): the template with each `{}` replaced by the value in its place. */
export const format: Intrinsic = {
  arity: [1, Number.POSITIVE_INFINITY],
  apply(given) {
    const values = given.values.slice(1);
    const places = [...given.template(0).matchAll(PARTS)];
    const wanted = places.filter(([, braces]) => braces).length;
    if (wanted !== values.length) throw new IntrinsicProblem(`the template has ${wanted} places for ${values.length} values`);
    let next = 0;
    return places
      .map(([, braces, escaped, lone, plain = ""]) => {
        if (lone) throw new IntrinsicProblem(`${lone} must be escaped in a template`);
        if (!braces) return escaped ?? plain;
        next += 1;
        return textOf(values[next - 1] ?? null);
      })
      .join("");
  },
};

/** As Java's own toString has it: strings without quotes, objects as `{A=1, B=[]}`. */
function textOf(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return javaNumber(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => textOf(item)).join(", ")}]`;
  if (!isObject(value)) return String(value);
  return `{${Object.entries(value)
    .map(([field, inner]) => `${field}=${textOf(inner)}`)
    .join(", ")}}`;
}
