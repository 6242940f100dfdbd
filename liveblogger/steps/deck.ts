/** A talk's deck, as the recogniser that the talk chose knows it: fetched once for each container. */
import { required } from "../../src/environment.ts";
import { chooseRecogniser, type RecogniserChoice, type SlideRecogniser } from "../alternatives/index.ts";
import { getObject } from "../aws/s3.ts";
import { readSlides } from "../aws/tables.ts";
import type { TalkDeck, TalkItem } from "../data/talk-item.ts";
import { DeckMissing } from "../errors.ts";
import { loadIndex } from "../recogniser/index.ts";

export interface ReadyDeck {
  readonly recogniser: SlideRecogniser;
  /** of its index */
  readonly bytes: number;
  /** the shape of its slides: width divided by height */
  readonly aspect: number;
}

/** The function has 30 seconds for everything. */
const PATIENCE = { attempt: 6_000, total: 20_000 };

/**
 * A container that many talks share holds the decks that were asked for last: so many bytes of their indexes, which are more than twice
 * as many in memory.
 */
const ROOM = 96 * 2 ** 20;
const decks = new Map<string, Promise<ReadyDeck>>();

/** @throws DeckMissing, NotAnIndex, IndexDamaged, IndexOfAnotherVersion, RecogniserMisconfigured */
export async function deckOf(talk: TalkItem, room = ROOM): Promise<ReadyDeck> {
  // The index never changes under its key, but the talk may be published again with another recogniser.
  const name = JSON.stringify([talk.deck.key, talk.recogniser]);
  const deck = decks.get(name) ?? load(talk);
  decks.delete(name);
  decks.set(name, deck);
  try {
    const ready = await deck;
    await makeRoom(room, ready);
    return ready;
  } catch (error) {
    decks.delete(name);
    throw error;
  }
}

/** Drops what was asked for longest ago, but not the deck that is wanted now. */
async function makeRoom(room: number, wanted: ReadyDeck): Promise<void> {
  let left = room;
  for (const [name, deck] of [...decks].toReversed()) {
    const held = await deck.catch(() => undefined);
    left -= held?.bytes ?? 0;
    if (left < 0 && held !== wanted) drop(name);
  }
}

function drop(name: string): void {
  const deck = decks.get(name);
  decks.delete(name);
  deck?.then(({ recogniser }) => recogniser.close()).catch(() => {});
}

/** Of each slide what can be read on it; nothing of another deck's, which is being published. */
async function textsOf(talk: string, { key }: TalkDeck): Promise<string[]> {
  const slides = await readSlides(required("SLIDES_TABLE"), talk);
  return slides.map(({ deck, text }) => (deck === key ? text : ""));
}

async function load({ talk, deck, recogniser }: TalkItem): Promise<ReadyDeck> {
  const file = await getObject(required("DECKS_BUCKET"), deck.key);
  if (!file) throw new DeckMissing(deck.key);
  const index = loadIndex(file.bytes);
  const texts = recogniser.with === "rekognition" ? await textsOf(talk, deck) : [];
  const choice: RecogniserChoice = recogniser.with === "own" ? recogniser : { ...recogniser, patience: PATIENCE };
  return { recogniser: await chooseRecogniser(choice, { index, texts }), bytes: file.bytes.length, aspect: index.aspect };
}
