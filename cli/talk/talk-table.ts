/** Talks in a table. Pure. */
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import type { Paint } from "../paint.ts";
import { table } from "../table.ts";
import { ago } from "../times.ts";
import type { TalkCamera } from "./talk-cameras.ts";

/** A talk, as `talk list` tells it. */
export interface TalkSummary extends Pick<TalkItem, "talk" | "title" | "status"> {
  readonly slides: number;
  readonly entries: number;
  /** when the last photograph that was looked at was taken: ISO 8601, UTC; absent before the first */
  readonly lastPhoto?: string;
  readonly cameras: readonly TalkCamera[];
  readonly pageUrl: string;
}

/** @param now milliseconds since the epoch */
export const talkTable = (talks: readonly TalkSummary[], paint: Paint, now: number): string[] =>
  table(
    ["talk", "status", "slides", "entries", "last photo", "page"],
    talks.map(({ talk, status, slides, entries, lastPhoto, pageUrl }) => [
      talk,
      status === "open" ? paint("green", status) : status,
      String(slides),
      String(entries),
      lastPhoto ? ago(lastPhoto, now) : "none",
      pageUrl,
    ]),
  );
