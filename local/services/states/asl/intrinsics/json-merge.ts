import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** States.JsonMerge(object, object, false): the fields of both, the second's where both have one. AWS merges no deeper. */
export const jsonMerge: Intrinsic = {
  arity: [3, 3],
  apply(given) {
    const [first, second, deep] = [given.object(0), given.object(1), given.boolean(2)];
    if (deep) throw new IntrinsicProblem("only the shallow merge is known: the third argument must be false");
    return Object.fromEntries([...Object.entries(first), ...Object.entries(second)]);
  },
};
