import type { Intrinsic } from "./intrinsic.ts";

/** States.StringSplit(text, delimiters): what stands between any of the delimiter's characters, if it is not empty. */
export const stringSplit: Intrinsic = {
  arity: [2, 2],
  apply(given) {
    const delimiters = new Set(given.string(1).split(""));
    const parts = [""];
    for (const character of given.string(0).split("")) {
      if (delimiters.has(character)) parts.push("");
      else parts.push(`${parts.pop() ?? ""}${character}`);
    }
    return parts.filter((part) => part !== "");
  },
};
