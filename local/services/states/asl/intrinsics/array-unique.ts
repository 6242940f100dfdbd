import { isDeepStrictEqual } from "node:util";
import type { Json } from "../json.ts";
import type { Intrinsic } from "./intrinsic.ts";

/** States.ArrayUnique(array): each item once, where it stood first. */
export const arrayUnique: Intrinsic = {
  arity: [1, 1],
  apply(given) {
    const found: Json[] = [];
    /** Numbers, strings, booleans and null are looked up; only arrays and objects are compared one by one. */
    const simple = new Set<Json>();
    for (const item of given.array(0)) {
      const isSimple = typeof item !== "object" || item === null;
      const known = isSimple ? simple.has(item) : found.some((other) => isDeepStrictEqual(other, item));
      if (known) continue;
      if (isSimple) simple.add(item);
      found.push(item);
    }
    return found;
  },
};
