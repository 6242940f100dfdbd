import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** States.ArrayGetItem(array, index): the item at the index, from 0. */
export const arrayGetItem: Intrinsic = {
  arity: [2, 2],
  apply(given) {
    const items = given.array(0);
    const index = given.value(1);
    const item = typeof index === "number" && index >= 0 ? items[index] : undefined;
    if (item === undefined)
      throw new IntrinsicProblem(`there is no item at the index ${JSON.stringify(index)} of ${items.length}`);
    return item;
  },
};
