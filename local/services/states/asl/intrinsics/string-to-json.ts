import type { Json } from "../json.ts";
import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** States.StringToJson(text): what the JSON text says; nothing but white space says null. */
export const stringToJson: Intrinsic = {
  arity: [1, 1],
  apply(given) {
    const text = given.string(0);
    if (text.trim() === "") return null;
    try {
      return JSON.parse(text) as Json;
    } catch (error) {
      throw new IntrinsicProblem(`the string is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
};
