import { comparisons } from "./operator.ts";

/** StringEquals, StringLessThan, …: by UTF-16 code units, as Java and JavaScript order strings. */
export const string = comparisons("String", (value) => (typeof value === "string" ? value : undefined));
