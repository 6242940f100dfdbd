import { type Intrinsic, text, tuple } from "./intrinsic.ts";

export const findInMap: Intrinsic = {
  name: "Fn::FindInMap",
  resolve(argument, resolver, where) {
    const [map, topLevelKey, secondLevelKey] = tuple(argument, 3, where).map((part) =>
      text(resolver.evaluate(part, where), where),
    );
    return resolver.mapping(map ?? "", topLevelKey ?? "", secondLevelKey ?? "", where);
  },
};
