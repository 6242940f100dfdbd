import { differ } from "./change.ts";
import type { Thumbnail } from "./thumbnail.ts";

/** After a change so many photographs are sent: the first may be blurred by a slide that is just moving in. */
const AFTER_A_CHANGE = 3;
/** … and then one in so many seconds, which also says that the camera is alive. */
const QUIET_SECONDS = 60;

/** What is remembered of the photographs that were sent. */
export interface Pace {
  /** what the last of them looked like; absent when it could not be looked at, or there was none */
  readonly last?: Thumbnail | undefined;
  /** when that was, in seconds of a monotonic clock */
  readonly lastAt?: number;
  /** how many more are to be sent, whatever they show */
  readonly more: number;
}

export const NOTHING_SENT: Pace = { more: 0 };

export interface Verdict {
  /** why the photograph is to be sent; undefined when it is not */
  readonly send: "first" | "changed" | "after a change" | "a minute has passed" | "cannot be compared" | undefined;
  readonly pace: Pace;
}

/**
 * Whether to send a photograph. It is compared with the last one that was sent, not with the last one taken, so that what changes slowly
 * is a change too.
 * @param look undefined when it can't be looked at @param now seconds of the same monotonic clock
 */
export function judge(pace: Pace, look: Thumbnail | undefined, now: number): Verdict {
  const send = reasonFor(pace, look, now);
  if (send === undefined) return { send, pace };
  const begins = send !== "after a change" && send !== "a minute has passed";
  const more = begins ? AFTER_A_CHANGE - 1 : Math.max(0, pace.more - 1);
  return { send, pace: { last: look, lastAt: now, more } };
}

function reasonFor({ last, lastAt, more }: Pace, look: Thumbnail | undefined, now: number): Verdict["send"] {
  if (lastAt === undefined) return "first";
  if (last === undefined || look === undefined) return "cannot be compared";
  if (differ(last, look)) return "changed";
  if (more > 0) return "after a change";
  return now - lastAt >= QUIET_SECONDS ? "a minute has passed" : undefined;
}
