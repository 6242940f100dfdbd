import { InvalidTemplate } from "../../errors.ts";
import { type Intrinsic, kindOf, text, tuple, unresolved } from "./intrinsic.ts";

export const select: Intrinsic = {
  name: "Fn::Select",
  resolve(argument, resolver, where) {
    const [given, list] = tuple(argument, 2, where);
    const index = Number(text(resolver.evaluate(given, where), where));
    const values = resolver.evaluate(list, where);
    if (values === unresolved) return unresolved;
    if (!Array.isArray(values)) throw new InvalidTemplate(`${where}: Fn::Select selects from a list, found ${kindOf(values)}`);
    if (!Number.isInteger(index) || index < 0 || index >= values.length)
      throw new InvalidTemplate(`${where}: Fn::Select has no element ${index} in ${kindOf(values)}`);
    return values[index];
  },
};
