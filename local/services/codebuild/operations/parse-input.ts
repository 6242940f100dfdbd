/** Checks an operation's input; what this cloud does not know is refused by name. */
import type { z } from "zod";
import { AwsError } from "../../../errors.ts";

/** @throws AwsError InvalidInputException */
export function parseInput<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new AwsError("InvalidInputException", `Invalid input, or not supported here: ${problems.join("; ")}`);
}
