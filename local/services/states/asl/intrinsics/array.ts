import type { Intrinsic } from "./intrinsic.ts";

/** States.Array(value, …): its arguments as an array. */
export const array: Intrinsic = {
  arity: [0, Number.POSITIVE_INFINITY],
  apply: (given) => given.values,
};
