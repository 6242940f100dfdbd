import { type Intrinsic, text, tuple, unresolved } from "./intrinsic.ts";

export const split: Intrinsic = {
  name: "Fn::Split",
  resolve(argument, resolver, where) {
    const [delimiter, given] = tuple(argument, 2, where);
    const value = resolver.evaluate(given, where);
    return value === unresolved ? unresolved : text(value, where).split(text(delimiter, where));
  },
};
