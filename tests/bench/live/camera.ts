/** A camera in a talk: it photographs at a beat, while the speaker goes from slide to slide. */
import { setTimeout as delay } from "node:timers/promises";
import { slideEntry } from "../../../liveblogger/data/keys.ts";
import { type Camera, executionOf, uploaded } from "../../e2e/support/test-talk.ts";
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
}

const PATIENCE = 60_000;

/** Photographs all slides. Gives what became of the first photograph of each, which is the news. */
export async function photographTalk({ camera, reader, executions, slides, beat }: Talk): Promise<Timeline[]> {
  const news: Promise<Timeline>[] = [];
  const photographs = slides.flatMap((photographs, slide) =>
    photographs.map((photograph, turn) => ({ photograph, slide, turn })),
  );
  const start = Date.now();
  const sending: Promise<unknown>[] = [];
  for (const [index, { photograph, slide, turn }] of photographs.entries()) {
    await delay(start + index * beat - Date.now());
    const sent = Date.now();
    const photo = uploaded(camera, photograph, { "camera-id": "front" });
    sending.push(photo);
    if (turn === 0) news.push(follow(photo, sent, slideEntry(slide + 1)));
  }
  await Promise.all(sending);
  return Promise.all(news);

  async function follow(photo: Promise<string>, sent: number, entry: string): Promise<Timeline> {
    const execution = executionOf(await photo);
    const accepted = Date.now();
    const seen = await reader.sees(entry, PATIENCE);
    // The machine says when it has left CreateDocument a moment after readers see what that wrote.
    await delay(1000);
    return { sent, accepted, seen, ...executions.of(execution) };
  }
}
