import { comparisons } from "./operator.ts";

/** NumericEquals, NumericLessThan, NumericLessThanEquals, NumericGreaterThan, NumericGreaterThanEquals. */
export const numeric = comparisons("Numeric", (value) => (typeof value === "number" ? value : undefined));
