/** How long to wait before the feed is asked again: it changes at most once a second, and a reader may wait for two. */
const USUAL = 2_000;
/** A feed that fails is asked less and less often, but at least once in this time. */
const LONGEST = 60_000;

/**
 * How many milliseconds to wait before asking again.
 * @param failures how often in a row it failed
 * @param random a number from 0 to 1. It spreads the readers, so that those who saw a failure together don't all come
 * back together: a tenth when all is well, the upper half of the time after a failure.
 */
export function pollDelay(failures: number, random: number): number {
  if (failures === 0) return USUAL * (0.9 + 0.1 * random);
  const longest = Math.min(LONGEST, USUAL * 2 ** failures);
  return longest * (0.5 + 0.5 * random);
}
