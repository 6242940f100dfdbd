import { type Intrinsic, text, unresolved } from "./intrinsic.ts";

export const base64: Intrinsic = {
  name: "Fn::Base64",
  resolve(argument, resolver, where) {
    const value = resolver.evaluate(argument, where);
    return value === unresolved ? unresolved : Buffer.from(text(value, where)).toString("base64");
  },
};
