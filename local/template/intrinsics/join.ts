import { InvalidTemplate } from "../../errors.ts";
import { type Intrinsic, isUnresolved, kindOf, text, tuple, unresolved } from "./intrinsic.ts";

export const join: Intrinsic = {
  name: "Fn::Join",
  resolve(argument, resolver, where) {
    const [delimiter, given] = tuple(argument, 2, where);
    const values = resolver.evaluate(given, where);
    if (isUnresolved(values)) return unresolved;
    if (!Array.isArray(values)) throw new InvalidTemplate(`${where}: Fn::Join joins a list, found ${kindOf(values)}`);
    return values.map((value) => text(value, where)).join(text(delimiter, where));
  },
};
