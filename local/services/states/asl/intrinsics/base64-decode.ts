import { type Intrinsic, IntrinsicProblem, withinLength } from "./intrinsic.ts";

/** Whole groups of four, then a last one that may lack its padding, as Java decodes it. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** States.Base64Decode(text): the text that was encoded from UTF-8. */
export const base64Decode: Intrinsic = {
  arity: [1, 1],
  apply(given) {
    const text = withinLength(given.string(0));
    if (!BASE64.test(text)) throw new IntrinsicProblem("the string is not in Base64");
    return Buffer.from(text, "base64").toString();
  },
};
