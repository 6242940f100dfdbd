/** A talk's folder in, a checked talk out. */
export type * from "./contract.ts";
export * from "./errors.ts";
export type { Problem } from "./problem.ts";
export { readTalk } from "./read-talk.ts";
