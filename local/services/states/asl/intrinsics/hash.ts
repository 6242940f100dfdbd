import { createHash } from "node:crypto";
import { type Intrinsic, IntrinsicProblem, withinLength } from "./intrinsic.ts";

/** AWS's names of the algorithms, and Node's. */
const ALGORITHMS = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

/** States.Hash(text, algorithm): in hexadecimal. */
export const hash: Intrinsic = {
  arity: [2, 2],
  apply(given) {
    const text = withinLength(given.string(0));
    const algorithm = ALGORITHMS.get(given.string(1));
    if (!algorithm) throw new IntrinsicProblem(`the algorithm must be one of ${[...ALGORITHMS.keys()].join(", ")}`);
    return createHash(algorithm).update(text).digest("hex");
  },
};
