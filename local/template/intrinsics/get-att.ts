import { InvalidTemplate } from "../../errors.ts";
import { type Intrinsic, text, tuple } from "./intrinsic.ts";

/** Both forms: `[logicalId, attribute]` and `logicalId.attribute`. The attribute itself may hold points and a Ref. */
export const getAtt: Intrinsic = {
  name: "Fn::GetAtt",
  resolve(argument, resolver, where) {
    if (typeof argument === "string") {
      const point = argument.indexOf(".");
      if (point < 1) throw new InvalidTemplate(`${where}: '${argument}' is not <logical id>.<attribute>`);
      return resolver.attribute(argument.slice(0, point), argument.slice(point + 1), where);
    }
    const [logicalId, attribute] = tuple(argument, 2, where);
    return resolver.attribute(text(logicalId, where), text(resolver.evaluate(attribute, where), where), where);
  },
};
