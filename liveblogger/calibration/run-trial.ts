import { readFileSync } from "node:fs";
import { type Taken, takeNegative, takePositive } from "../augment/index.ts";
import { renderPage } from "../decks-made/render.ts";
import {
  type DeckIndex,
  type DecodedPhotograph,
  decodePhotograph,
  type Found,
  gatherEvidence,
  loadIndex,
} from "../recogniser/index.ts";
import { seededRandom } from "../seeded-random.ts";
import { keptPhotograph } from "./kept-photograph.ts";
import { deckNamed } from "./prepare-deck.ts";
import type { Observation, PreparedDeck, Trial } from "./trial.ts";

const indexes = new Map<string, DeckIndex>();

/** A deck's index, by its file; the last ones are kept. */
export function indexOf({ index: path }: Pick<PreparedDeck, "index">): DeckIndex {
  const kept = indexes.get(path) ?? loadIndex(readFileSync(path));
  indexes.delete(path);
  indexes.set(path, kept);
  for (const oldest of [...indexes.keys()].slice(0, -4)) indexes.delete(oldest);
  return kept;
}

/** A page's pixels. @param number counted from 1 */
export function pageOf(deckName: string, number: number) {
  const deck = deckNamed(deckName);
  const page = deck.pages[number - 1];
  if (!page) throw new RangeError(`the deck ${deckName} has no page ${number}`);
  return renderPage(deck, page);
}

/** Takes the trial's photograph. */
export function photographOf({ shows, deck, otherDeck, ...wanted }: Trial): Promise<Taken> {
  if (typeof shows === "number") return takePositive(pageOf(deck, shows), wanted);
  if (!otherDeck) return takeNegative(shows, [], wanted);
  const pages = deckNamed(otherDeck).pages.length;
  return takeNegative(shows, [pageOf(otherDeck, seededRandom(wanted.seed).branch("page").whole(1, pages))], wanted);
}

/** Whether the slide found is the one that is shown, or one that can't be told from it. */
export function isRight(
  { slide, indistinguishable }: Pick<Found, "slide" | "indistinguishable">,
  shown: number,
  { same }: PreparedDeck,
): boolean {
  const right = same[shown - 1] ?? [];
  return slide !== null && (right.includes(slide) || indistinguishable.includes(shown));
}

/** Takes the photograph, or reads it where an earlier run kept it, looks at it without a memory, and compares. */
export async function runTrial(trial: Trial, deck: PreparedDeck, kept?: string): Promise<Observation[]> {
  return observe(trial, await decodePhotograph(await keptPhotograph(kept, trial, () => photographOf(trial))), deck);
}

/** What is found with the deck's index; and with that of its first half, when the page that is shown is not in that. */
export function observe(trial: Trial, photograph: DecodedPhotograph, deck: PreparedDeck): Observation[] {
  const found = gatherEvidence(photograph, indexOf(deck));
  const { shows } = trial;
  if (typeof shows !== "number") return [{ trial, found, right: false, none: true, half: false }];
  const whole = { trial, found, right: isRight(found, shows, deck), none: false, half: false };
  if (!deck.half.strangers.includes(shows)) return [whole];
  return [whole, { trial, found: gatherEvidence(photograph, indexOf(deck.half)), right: false, none: true, half: true }];
}
