import type { Intrinsic } from "./intrinsic.ts";

/** States.UUID(): of version 4, from the interpreter's own source of chance. */
export const uuid: Intrinsic = {
  arity: [0, 0],
  apply(_given, random) {
    const digits = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    return digits.replace(/[xy]/g, (kind) => {
      const digit = Math.floor(random() * 16);
      return (kind === "x" ? digit : (digit % 4) + 8).toString(16);
    });
  },
};
