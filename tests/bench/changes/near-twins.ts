/** Pages that follow each other and are nearly alike, photographed from one place: what a camera has to tell apart. */
import jpegJs from "jpeg-js";
import { drawConditions, nextMoment } from "../../../liveblogger/augment/conditions.ts";
import { type Level, RANGES } from "../../../liveblogger/augment/levels.ts";
import { photograph } from "../../../liveblogger/augment/photograph.ts";
import { makeDecks } from "../../../liveblogger/decks-made/decks.ts";
import type { MadeDeck } from "../../../liveblogger/decks-made/page.ts";
import { type RenderedPage, renderPage } from "../../../liveblogger/decks-made/render.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";
import { type Thumbnail, thumbnailOf } from "../../../website/src/camera/thumbnail.ts";

/** Pages that differ in such a share of their pixels are near twins. */
const NEAR = { least: 0.0003, most: 0.03 };
/** A pixel that differs so much in a channel is another. */
const ANOTHER = 24;

export interface NearTwin {
  readonly deck: MadeDeck;
  /** counted from 0 */
  readonly pages: readonly [number, number];
  readonly share: number;
}

/** So many near twins among a deck's first pages: the nearest, and others evenly up to the least near. */
export function nearTwins(deckName: string, most: number, pages = 60): NearTwin[] {
  const deck = makeDecks().find(({ name }) => name === deckName);
  if (!deck) throw new Error(`there is no deck ${deckName}`);
  const found: NearTwin[] = [];
  let before: RenderedPage | undefined;
  for (const [i, page] of deck.pages.slice(0, pages).entries()) {
    const rendered = renderPage(deck, page);
    const share = before ? differing(before, rendered) : 0;
    if (share > NEAR.least && share < NEAR.most) found.push({ deck, pages: [i - 1, i], share });
    before = rendered;
  }
  found.sort((one, other) => one.share - other.share);
  const step = Math.max(1, found.length / most);
  return Array.from({ length: Math.min(most, found.length) }, (_, i) => found[Math.floor(i * step)] as NearTwin);
}

function differing({ data }: RenderedPage, { data: other }: RenderedPage): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs((data[at + channel] as number) - (other[at + channel] as number)) > ANOTHER))
      count += 1;
  return count / (data.length / 4);
}

/** Photographs of both pages without anybody in the way, each taken when it is asked for. */
export interface Views {
  before(): Promise<Thumbnail>;
  /** the same page a moment later: other noise, and a little more light */
  again(): Promise<Thumbnail>;
  /** … and a camera that was shaken by about a pixel */
  shaken(): Promise<Thumbnail>;
  /** the next page, by a camera that stood still */
  after(): Promise<Thumbnail>;
  /** the next page, by one that was shaken */
  afterShaken(): Promise<Thumbnail>;
}

export function viewsOf({ deck, pages }: NearTwin, level: Level): Views {
  const random = seededRandom(`${deck.name} ${pages.join()} ${level}`);
  const ranges = RANGES.calibration[level];
  const { speaker: _, ...drawn } = drawConditions(ranges, random.branch("conditions"));
  const still = { ...drawn, heads: [] };
  const brighter = { ...still, exposure: still.exposure * 1.03 };
  const shaken = (name: string) => {
    const { speaker: _, ...next } = nextMoment(still, ranges, random.branch(name));
    return { ...next, heads: [], motion: still.motion };
  };
  const [one, other] = pages.map((page) => renderPage(deck, deck.pages[page] as MadeDeck["pages"][number])) as [
    RenderedPage,
    RenderedPage,
  ];
  const see = async (screen: RenderedPage, conditions: typeof still, moment: string): Promise<Thumbnail> => {
    const scene = { set: "calibration", conditions, room: random.branch("room"), moment: random.branch(moment), screen } as const;
    const { jpeg } = await photograph(scene);
    return thumbnailOf(jpegJs.decode(jpeg, { useTArray: true, formatAsRGBA: false }), 3);
  };
  return {
    before: () => see(one, still, "before"),
    again: () => see(one, brighter, "again"),
    shaken: () => see(one, shaken("shaken"), "shaken"),
    after: () => see(other, brighter, "after"),
    afterShaken: () => see(other, shaken("after, shaken"), "after, shaken"),
  };
}
