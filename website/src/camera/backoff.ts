/** How long a camera waits before it sends again what was not taken. Times are in milliseconds. */

const FIRST = 1_000;
const LONGEST = 60_000;
/** A server that asks for more than this is asked again all the same. */
const MOST_PATIENCE = 3_600_000;
/** Cameras that were told the same moment to come back at do not all come at once. */
const SPREAD = 2_000;

/**
 * Exponential, with full jitter: anything from nothing to the doubled time
 * (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/), and never less than the server asks for.
 * @param failures in a row, at least 1 @param random a number from 0 to 1
 */
export function backoff(failures: number, random: number, retryAfter = 0): number {
  const longest = Math.min(LONGEST, FIRST * 2 ** failures);
  if (retryAfter > 0) return Math.min(MOST_PATIENCE, retryAfter) + random * SPREAD;
  return random * longest;
}

/**
 * What `Retry-After` asks for (RFC 9110, section 10.2.3): seconds, or a moment, which is compared with the server's own clock, for the
 * camera's may be wrong. 0 when it asks for nothing that is understood.
 * @param date the answer's `Date`
 */
export function retryAfterOf(header: string | null, date: string | null): number {
  const asked = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1000;
  const milliseconds = Date.parse(asked) - Date.parse(date ?? "");
  return milliseconds > 0 ? milliseconds : 0;
}
