/** Which executions can be redriven ("Restarting state machine executions with redrive" in AWS's guide). */
import { MAX_HISTORY_EVENTS } from "./asl/limits.ts";
import type { Summary } from "./store/execution-index.ts";

const DAY = 24 * 3600_000;
/** How long after its end. */
const PERIOD = 14 * DAY;
/** How long an execution may be open in all. */
const LIFETIME = 365 * DAY;
const MAX_REDRIVES = 1000;

/** Why the execution can't be redriven, in AWS's words; undefined when it can. */
export function notRedrivable(summary: Summary, now: number): string | undefined {
  const { status, startedAt, endedAt = now, events, redrives } = summary;
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (now - startedAt > LIFETIME) return "Execution has exceeded the max execution time";
  if (now - endedAt > PERIOD) return "Execution redrivable period exceeded";
  if (events >= MAX_HISTORY_EVENTS - 1) return "Execution history event limit exceeded";
  return redrives.count >= MAX_REDRIVES ? "Execution redrive limit exceeded" : undefined;
}
