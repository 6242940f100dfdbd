import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** AWS's limit of items in a generated array. */
const MAX_ITEMS = 1000;

/** States.ArrayRange(first, last, step): the numbers from first to last, which is in it when a step leads there. */
export const arrayRange: Intrinsic = {
  arity: [3, 3],
  apply(given) {
    const [first, last, step] = [given.integer(0), given.integer(1), given.integer(2)];
    if (step === 0) throw new IntrinsicProblem("the step must not be 0");
    const count = Math.max(0, Math.floor((last - first) / step) + 1);
    if (count > MAX_ITEMS) throw new IntrinsicProblem(`an array of ${count} items is longer than ${MAX_ITEMS}`);
    return Array.from({ length: count }, (_, index) => first + index * step);
  },
};
