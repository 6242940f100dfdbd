import { setTimeout as sleep } from "node:timers/promises";

const FIRST = 500;

/**
 * How long to wait before the next try, in milliseconds: what the service asks for (`Retry-After`: seconds, or a date), or
 * a random part of a time that doubles with each try.
 * @param attempt the try that failed, counted from 1
 */
export function pauseAfter(attempt: number, retryAfter: string | null, now = Date.now(), random = Math.random): number {
  const asked =
    retryAfter === null ? Number.NaN : /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isNaN(asked) ? random() * FIRST * 2 ** (attempt - 1) : Math.max(0, asked);
}

/** @throws the signal's reason */
export async function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: stopped }).catch(() => stopped.throwIfAborted());
}
