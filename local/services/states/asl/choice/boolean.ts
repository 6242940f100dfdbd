import type { Comparison } from "./operator.ts";

/** BooleanEquals. */
export const boolean: Record<string, Comparison> = {
  BooleanEquals: {
    expects: (value) => typeof value === "boolean",
    holds: (variable, expected) => typeof expected === "boolean" && variable === expected,
  },
};
