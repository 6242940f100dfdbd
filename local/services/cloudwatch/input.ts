/** Input of an operation, checked. In the Query protocol every scalar is text, and an empty list an empty text. */
import { z } from "zod";
import { AwsError } from "../../errors.ts";
import { mostDimensions, units } from "./metric.ts";

/**
 * The input as `schema` has it; strict schemas refuse what is not run here by name.
 * @throws AwsError MissingParameter, InvalidParameterValue
 */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map((part) => (typeof part === "number" ? `member.${part + 1}` : String(part))).join(".") ?? "";
  if (issue?.code === "invalid_type" && issue.input === undefined)
    throw new AwsError("MissingParameter", `The parameter ${path} is required.`);
  if (issue?.code === "unrecognized_keys")
    throw new AwsError("InvalidParameterValue", `This local cloud does not support ${issue.keys.join(", ")}.`);
  throw new AwsError("InvalidParameterValue", `The value for parameter ${path} is invalid: ${issue?.message}`);
}

export const double = z.preprocess(
  (value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value),
  z.number().refine((value) => Math.abs(value) <= 2 ** 360, "outside -2^360 to 2^360"),
);
export const integer = z.preprocess((value) => (typeof value === "string" ? Number(value) : value), z.int());
export const boolean = z.preprocess((value) => (value === "true" ? true : value === "false" ? false : value), z.boolean());
export const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess((value) => (value === "" ? [] : value), z.array(item).max(most));

/** Milliseconds since the epoch. */
export const timestamp = z.preprocess((value) => {
  if (typeof value === "number") return value * 1000;
  if (value instanceof Date) return value.getTime();
  return typeof value === "string" ? Date.parse(value) : value;
}, z.number("is no time"));

export const namespace = z.string().regex(/^[^:].{0,254}$/);
export const metricName = z.string().min(1).max(255);
export const unit = z.string().refine((name) => units.has(name), "is no unit");
export const dimensionName = z.string().regex(/^[^:]/).max(255);
export const dimensionValue = z.string().min(1).max(1024);
export const dimensions = list(z.strictObject({ Name: dimensionName, Value: dimensionValue }), mostDimensions).transform((all) =>
  Object.fromEntries(all.map(({ Name, Value }) => [Name, Value])),
);

/** Seconds: 1, 5, 10, 20, 30, or minutes. */
export const period = integer.refine(
  (seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0),
  "must be 1, 5, 10, 20, 30, or a multiple of 60",
);
