import { type Intrinsic, withinInteger } from "./intrinsic.ts";

/** States.MathAdd(number, number): the sum of both, each rounded first. */
export const mathAdd: Intrinsic = {
  arity: [2, 2],
  apply: (given) => withinInteger(given.integer(0) + given.integer(1)),
};
