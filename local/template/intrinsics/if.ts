import { type Intrinsic, text, tuple } from "./intrinsic.ts";

/** Only the branch taken is resolved, so the other one makes no dependency. */
export const ifElse: Intrinsic = {
  name: "Fn::If",
  resolve(argument, resolver, where) {
    const [condition, whenTrue, whenFalse] = tuple(argument, 3, where);
    return resolver.evaluate(resolver.condition(text(condition, where), where) ? whenTrue : whenFalse, where);
  },
};
