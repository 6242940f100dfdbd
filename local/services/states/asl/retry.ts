/** Retriers: whether and when a failed state is tried again (the specification's "Retrying after error"). */
import { z } from "zod";
import { errorEquals } from "./error-equals.ts";
import { MAX_SECONDS } from "./limits.ts";

const seconds = z.number().int().min(1).max(MAX_SECONDS);

export const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: seconds.optional(),
  MaxAttempts: z.number().int().min(0).max(MAX_SECONDS).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.number().int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(["NONE", "FULL"]).optional(),
});
export type Retrier = z.infer<typeof retrier>;

export interface RetryDecision {
  /** The retrier's index, whose attempts are counted. */
  readonly retrier: number;
  readonly delayMilliseconds: number;
}

/**
 * The first retrier for `error` decides; undefined when there is none, or its attempts are used up.
 * @param attempts how often each retrier has been used since the state was entered
 * @param random in [0, 1), for JitterStrategy FULL
 */
export function decideRetry(
  retriers: readonly Retrier[],
  error: string | undefined,
  attempts: readonly number[],
  random: () => number,
): RetryDecision | undefined {
  const index = retriers.findIndex((candidate) => errorEquals(candidate.ErrorEquals, error));
  const found = retriers[index];
  const used = attempts[index] ?? 0;
  if (!found || used >= (found.MaxAttempts ?? 3)) return undefined;
  return { retrier: index, delayMilliseconds: delay(found, used, random) };
}

function delay(found: Retrier, used: number, random: () => number): number {
  const grown = (found.IntervalSeconds ?? 1) * (found.BackoffRate ?? 2) ** used;
  const bounded = Math.min(grown, found.MaxDelaySeconds ?? MAX_SECONDS) * 1000;
  return Math.round(found.JitterStrategy === "FULL" ? random() * bounded : bounded);
}
