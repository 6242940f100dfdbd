/** A token bucket: so many requests at once, so many more each second. */

export interface ThrottleLimits {
  /** How many requests at once. */
  readonly burst: number;
  /** Requests a second. */
  readonly rate: number;
}

/** @param now milliseconds since the epoch. @returns whether one more request may pass */
export function createThrottle({ burst, rate }: ThrottleLimits, now: () => number): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + (Math.max(0, time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
