/**
 * When an invocation that finds all processes of its function busy gets one more. A start takes processor time that the running
 * ones want: so it first waits as long as a start takes. On a machine that is busy through and through it waits on, unless the queue
 * before it would take longer to drain than a start takes to help.
 */

/** How much one function has to do. Durations and times in milliseconds, times of this process. */
export interface FunctionLoad {
  /** Processes that run an invocation or start for one. */
  busy: number;
  /** Of these, those that are not ready for their first invocation yet. */
  beginning: number;
  /** How long the last start took. */
  beginningTook: number;
  /** How long an invocation takes, lately. */
  took: number;
  /** When the last invocation ended. */
  endedAt: number;
}

export const noLoad = (): FunctionLoad => ({
  busy: 0,
  beginning: 0,
  beginningTook: 0,
  took: 0,
  endedAt: Number.NEGATIVE_INFINITY,
});

/**
 * A queue that takes so many milliseconds to drain is worth one more process on a busy machine, and so many starts: where everything
 * takes long, so does this; but how long the last start took may be of a time that is over.
 */
const LEAST = 500;
const MOST = 2_000;
const STARTS = 2;
/** Processes of one function that a busy machine starts for each of its processors, while their invocations end. */
const PER_PROCESSOR = 2;
/** The weight of the latest duration. */
const LATEST = 0.2;

/** How long an invocation takes, lately, after one more took `duration`. */
export const smoothed = (took: number, duration: number): number => (took === 0 ? duration : took + LATEST * (duration - took));

/**
 * Whether one more process helps an invocation that waits since `since`, behind `waiting - 1` others or before them.
 * An invocation that does not end, as one that waits for another of its own function, counts as long as it runs.
 */
export function isWorthStarting(
  { busy, beginningTook, took, endedAt, waiting }: FunctionLoad & { readonly waiting: number },
  since: number,
  now: number,
  { spare, count }: { readonly spare: boolean; readonly count: number },
): boolean {
  const start = Math.min(beginningTook, MOST);
  if (now - since < start) return false;
  if (spare) return true;
  const idleFor = now - Math.max(endedAt, since);
  // More than that compute no faster: they only help if they wait for something.
  if (busy >= PER_PROCESSOR * count) return idleFor > MOST;
  return (waiting * Math.max(took, idleFor)) / busy > Math.min(MOST, Math.max(LEAST, STARTS * start));
}
