import { type Intrinsic, withinLength } from "./intrinsic.ts";

/** States.Base64Encode(text): MIME's Base64 of the text in UTF-8. */
export const base64Encode: Intrinsic = {
  arity: [1, 1],
  apply: (given) => Buffer.from(withinLength(given.string(0))).toString("base64"),
};
