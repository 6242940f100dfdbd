/** What lists of talks know of one: the context of its page, see site/live-pages.mjs. */
export interface TalkSummary {
  readonly talk: string;
  readonly title: string | null;
  readonly speaker: string | null;
  /** `2026-11-28` */
  readonly date: string | null;
  readonly timeZone: string | null;
  readonly status: "open" | "ended" | null;
  readonly count: number;
  /** When a slide came on last: ISO 8601. */
  readonly latest: string | null;
}

/** Who hasn't shown a new slide for this long (an hour, in milliseconds) is hardly speaking any more. */
const SILENCE = 3_600_000;

/**
 * Whether a talk is on. A page that was built can't know when it is read, so without a clock an open talk that has begun is
 * `begun`, whether it goes on or was never closed.
 * @param now milliseconds; null where there is no clock, in a build
 */
export function standingOf(
  { status, count, latest }: Pick<TalkSummary, "status" | "count" | "latest">,
  now: number | null,
): "not begun" | "begun" | "live" | "ended" {
  if (status === "ended") return "ended";
  if (count === 0 || latest === null) return "not begun";
  return status === "open" && now !== null && now - Date.parse(latest) < SILENCE ? "live" : "begun";
}
