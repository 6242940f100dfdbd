/** A camera in a talk: it photographs at a beat, while the speaker goes from slide to slide. */
import { setTimeout as delay } from "node:timers/promises";
import { slideEntry } from "../../../liveblogger/data/keys.ts";
import { type Camera, executionOf, upload } from "../../e2e/support/test-talk.ts";
import type { Reader } from "./reader.ts";
import type { Executions, Timeline } from "./timeline.ts";

/** Photographs of one slide, in turn. */
export type Photographed = readonly Uint8Array[];

export interface Talk {
  readonly camera: Camera;
  readonly reader: Reader;
  readonly executions: Executions;
  /** of the slides that are shown, from the first one on */
  readonly slides: readonly Photographed[];
  /** milliseconds between two photographs */
  readonly beat: number;
  /**
   * Whether the reader looks all the while. The edge keeps the feed for a second: one that begins to look when a photograph was
   * accepted makes that second begin just then, always. Fifty readers would be most of what is measured.
   */
  readonly watched: boolean;
}

export interface Photographs {
  /** what became of the first photograph of each slide, which is the news */
  readonly news: readonly Timeline[];
  /** how often the service had no time, and a photograph was sent once more */
  readonly refused: number;
  /** photographs that were not taken after all, or whose entry did not come, within a minute */
  readonly lost: number;
}

/** Milliseconds after which a photograph or its entry is lost. */
const PATIENCE = 60_000;
/** Milliseconds until a camera sends a photograph again, at first and at most. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/** Photographs all slides. */
export async function photographTalk({ camera, reader, executions, slides, beat, watched }: Talk): Promise<Photographs> {
  let refused = 0;
  let lost = 0;
  const news: Promise<Timeline>[] = [];
  const photographs = slides.flatMap((photographs, slide) =>
    photographs.map((photograph, turn) => ({ photograph, slide, turn })),
  );
  const start = Date.now();
  const sending: Promise<unknown>[] = [];
  const over = new AbortController();
  const watching = watched ? reader.watch(over.signal) : undefined;
  for (const [index, { photograph, slide, turn }] of photographs.entries()) {
    await delay(start + index * beat - Date.now());
    const sent = Date.now();
    const photo = send(photograph, sent);
    sending.push(photo);
    if (turn === 0) news.push(follow(photo, sent, slideEntry(slide + 1)));
  }
  await Promise.all(sending);
  const told = await Promise.all(news);
  over.abort();
  await watching;
  return { news: told, refused, lost };

  /** Sends a photograph, again if need be, as a camera does. Gives its key; undefined when it was never taken. */
  async function send(photograph: Uint8Array, taken: number): Promise<string | undefined> {
    for (let pause = FIRST_PAUSE; Date.now() - taken < PATIENCE; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
      const age = (Date.now() - taken) / 1000;
      const answer = await upload(camera, photograph, { "camera-id": "front", "photo-age": age.toFixed(3) });
      const text = await answer.text();
      if (answer.status === 202) return (JSON.parse(text) as { photo: string }).photo;
      if (answer.status !== 429 && answer.status < 500) throw new Error(`the upload was answered ${answer.status}: ${text}`);
      refused += 1;
      await delay(pause * (0.5 + Math.random() / 2));
    }
    lost += 1;
    return undefined;
  }

  async function follow(sending: Promise<string | undefined>, sent: number, entry: string): Promise<Timeline> {
    const photo = await sending;
    const accepted = Date.now();
    // What never came is told as late as it can be.
    let seen = accepted + PATIENCE;
    if (photo !== undefined) {
      const found = await reader.sees(entry, PATIENCE);
      if (found === undefined) lost += 1;
      else seen = found;
    }
    // The machine says when it has left CreateDocument a moment after readers see what that wrote.
    await delay(1000);
    return { sent, accepted, seen, ...executions.of(photo === undefined ? "" : executionOf(photo)) };
  }
}
