import { type Intrinsic, IntrinsicProblem } from "./intrinsic.ts";

/** States.MathRandom(start, end[, seed]): an integer from start up to, but without, end; the same for the same seed. */
export const mathRandom: Intrinsic = {
  arity: [2, 3],
  apply(given, random) {
    const [start, end] = [given.integer(0), given.integer(1)];
    if (start >= end) throw new IntrinsicProblem(`the start ${start} must be below the end ${end}`);
    const share = given.count === 3 ? seeded(given.integer(2)) : random();
    return start + Math.floor(share * (end - start));
  },
};

const MULTIPLIER = 0x5_deec_e66dn;
const MASK = (1n << 48n) - 1n;

/** In [0, 1): the first that java.util.Random gives for the seed. */
function seeded(seed: number): number {
  const first = (((BigInt(seed) ^ MULTIPLIER) & MASK) * MULTIPLIER + 0xbn) & MASK;
  return Number(first >> 16n) / 2 ** 32;
}
