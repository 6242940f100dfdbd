import { isDeepStrictEqual } from "node:util";
import type { Intrinsic } from "./intrinsic.ts";

/** States.ArrayContains(array, value): whether an item equals the value. */
export const arrayContains: Intrinsic = {
  arity: [2, 2],
  apply: (given) => given.array(0).some((item) => isDeepStrictEqual(item, given.value(1))),
};
