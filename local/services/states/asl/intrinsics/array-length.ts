import type { Intrinsic } from "./intrinsic.ts";

/** States.ArrayLength(array) */
export const arrayLength: Intrinsic = {
  arity: [1, 1],
  apply: (given) => given.array(0).length,
};
