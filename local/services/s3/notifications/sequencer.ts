/** What orders the events of one key: hexadecimal digits, the later the greater. */

/** Bits below the milliseconds for changes in the same one: a million. */
const COUNTER_BITS = 20n;
const DIGITS = 18;

/** @param now milliseconds since the epoch. A clock that stands or goes back does not turn the order around. */
export function createSequencer(now: () => number): () => string {
  let last = 0n;
  return () => {
    const time = BigInt(now()) << COUNTER_BITS;
    last = time > last ? time : last + 1n;
    return last.toString(16).toUpperCase().padStart(DIGITS, "0");
  };
}
