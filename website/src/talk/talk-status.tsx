import type { LiveState } from "../live/live-state.ts";
import { standingOf } from "../live/standing.ts";
import { counted, shownAt } from "../live/wording.ts";

interface Props {
  readonly state: LiveState;
  /** When a slide came on last, in milliseconds; undefined before the first. */
  readonly latest: number | undefined;
  readonly timeZone: string | null;
  readonly day: string | null;
  /** Null in a build, and until the page runs. */
  readonly now: number | null;
}

/** Says how far the page can be relied on to be live. */
export function TalkStatus({ state: { entries, connection }, latest, timeZone, day, now }: Props) {
  return (
    <p className={connection === "live" ? "talk-status is-live" : "talk-status"}>
      {sentence()}
      {connection === "built" && <noscript> Reload it for newer slides.</noscript>}
    </p>
  );

  function sentence(): string {
    if (connection === "ended") return `The talk has ended: ${counted(entries)}.`;
    if (connection === "built") return "As it was when this page was built.";
    if (connection === "lost") return "Not live now. Trying again.";
    if (latest === undefined) return "Waiting for the first slide. It will appear by itself.";
    const live = standingOf({ status: "open", count: entries.length, latest: new Date(latest).toISOString() }, now) === "live";
    return live ? "Live. New slides appear by themselves." : `No slide since ${shownAt(latest, timeZone, day)}.`;
  }
}
