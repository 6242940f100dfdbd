import { type Random, seededRandom } from "../seeded-random.ts";
import { type Conditions, drawConditions, nextMoment } from "./conditions.ts";
import type { Corners } from "./homography.ts";
import { type Level, type PhotographSet, RANGES } from "./levels.ts";
import type { BytesImage } from "./linear-image.ts";
import { type NegativeKind, negativeScreen } from "./negatives/index.ts";
import { photograph } from "./photograph.ts";

/** How a photograph is to be; its seed decides all the rest. */
export interface Wanted {
  readonly set: PhotographSet;
  readonly level: Level;
  readonly seed: string;
}

export interface Taken {
  readonly jpeg: Uint8Array;
  readonly conditions: Conditions;
  readonly corners?: Corners;
}

/** A photograph of a page on the screen. */
export async function takePositive(page: BytesImage, { set, level, seed }: Wanted): Promise<Taken> {
  const random = seededRandom(seed);
  return take(page, set, drawConditions(RANGES[set][level], random.branch("conditions")), random);
}

/** A photograph with none of the deck's pages in it. @param otherPages of other decks, for the kind "other deck" */
export async function takeNegative(kind: NegativeKind, otherPages: readonly BytesImage[], wanted: Wanted): Promise<Taken> {
  const random = seededRandom(wanted.seed);
  const screen = negativeScreen(kind, otherPages, random.branch("screen"));
  return take(screen, wanted.set, drawConditions(RANGES[wanted.set][wanted.level], random.branch("conditions")), random);
}

/** What a camera on a stand sees of several screens in turn: the place stays, the moment does not. */
export async function* takeSequence(
  screens: Iterable<BytesImage | undefined>,
  { set, level, seed }: Wanted,
): AsyncGenerator<Taken> {
  const random = seededRandom(seed);
  const ranges = RANGES[set][level];
  const first = drawConditions(ranges, random.branch("conditions"));
  let number = 0;
  for (const screen of screens) {
    const moment = random.branch(`moment ${number}`);
    const conditions = number === 0 ? first : nextMoment(first, ranges, moment.branch("conditions"));
    yield await take(screen, set, conditions, random, moment);
    number += 1;
  }
}

async function take(
  screen: BytesImage | undefined,
  set: PhotographSet,
  conditions: Conditions,
  random: Random,
  moment = random,
): Promise<Taken> {
  const scene = { set, conditions, room: random.branch("room"), moment, ...(screen ? { screen } : {}) };
  return { conditions, ...(await photograph(scene)) };
}
