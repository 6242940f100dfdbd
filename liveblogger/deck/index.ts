/** A deck in, its pages and the recogniser's index out. */
export type * from "./contract.ts";
