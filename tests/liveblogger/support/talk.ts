/** A talk as `lectern talk publish` leaves it, and states of its executions. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import { photoKey } from "../../../liveblogger/data/keys.ts";
import type { TalkItem } from "../../../liveblogger/data/talk-item.ts";
import type { LiveBloggerState } from "../../../liveblogger/rules/live-blogger-state.ts";
import { executionOf } from "../../../liveblogger/rules/photo-events.ts";

export const TALK = "what-a-talk";
export const TOKEN = "0123456789abcdef-token";
/** An assurance that is believed alone, whatever the calibration. */
export const SURE = 0.9999;
export const START = Date.parse("2026-11-28T13:03:05.000Z");

export const talkWith = (changes: Partial<TalkItem> = {}): TalkItem => ({
  talk: TALK,
  title: "What a talk",
  speaker: "Ada Lovelace",
  date: "2026-11-28",
  timeZone: "Europe/Berlin",
  threshold: 0.8,
  unknownPhotos: "ignore",
  recogniser: { with: "own" },
  tokenHash: createHash("sha256").update(TOKEN).digest("hex"),
  deck: { key: `${TALK}/0123456789ab.index`, slides: 9 },
  status: "open",
  publishedAt: "2026-11-28T12:00:00.000Z",
  ...changes,
});

/** The functions' environment, as serverless.yml gives it. */
export const ENVIRONMENT = {
  TALKS_TABLE: "talks",
  SLIDES_TABLE: "slides",
  CURRENT_TABLE: "current",
  CAMERAS_TABLE: "cameras",
  POSTS_TABLE: "posts",
  PHOTOS_BUCKET: "photos",
  DECKS_BUCKET: "decks",
  POSTS_BUCKET: "posts",
  SITE_URL: "https://site.example",
};

/** A photograph's state after WhichSlide, taken so many seconds after the start. */
export function photographed(
  second: number,
  prediction: number | null,
  assurance = SURE,
  changes: Partial<LiveBloggerState> = {},
): LiveBloggerState {
  const takenAt = START + second * 1000;
  const hash = createHash("sha256").update(String(second)).digest("hex").slice(0, 12);
  return {
    image: photoKey({ talk: TALK, takenAt, hash, kind: "jpg" }),
    talk: TALK,
    takenAt: new Date(takenAt).toISOString(),
    execution: executionOf({ talk: TALK, takenAt, hash }),
    prediction,
    assurance,
    ...(prediction !== null && {
      corners: [
        { x: 10, y: 10 },
        { x: 90, y: 12 },
        { x: 90, y: 55 },
        { x: 10, y: 56 },
      ],
    }),
    aspect: 16 / 9,
    camera: "camera",
    still: false,
    ...changes,
  };
}

/** A small JPEG of one colour. */
export const smallPhotograph = (width = 100, height = 66): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 180, b: 90 } } })
    .jpeg()
    .toBuffer();
