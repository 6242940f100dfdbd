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
  /** the shape of its slides: width divided by height */
  readonly aspect: number;
}

/** The function has 30 seconds for everything. */
const PATIENCE = { attempt: 6_000, total: 20_000 };

/** A container that several talks share holds the decks that were asked for last. */
const MOST_DECKS = 3;
const decks = new Map<string, Promise<ReadyDeck>>();

/** @throws DeckMissing, NotAnIndex, IndexDamaged, IndexOfAnotherVersion, RecogniserMisconfigured */
export async function deckOf(talk: TalkItem): Promise<ReadyDeck> {
  // The index never changes under its key, but the talk may be published again with another recogniser.
  const name = JSON.stringify([talk.deck.key, talk.recogniser]);
  const deck = decks.get(name) ?? load(talk);
  decks.delete(name);
  decks.set(name, deck);
  for (const oldest of [...decks.keys()].slice(0, -MOST_DECKS)) drop(oldest);
  try {
    return await deck;
  } catch (error) {
    decks.delete(name);
    throw error;
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
  return { recogniser: await chooseRecogniser(choice, { index, texts }), aspect: index.aspect };
}
