import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** States.ArrayPartition(array, size): the array in pieces of `size`; the last may be shorter. */
export const arrayPartition: Intrinsic = {
  arity: [2, 2],
  apply(given) {
    const items = given.array(0);
    const size = given.integer(1);
    if (size < 1) throw new IntrinsicProblem(`the size of a part must be positive, not ${size}`);
    return Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size));
  },
};
