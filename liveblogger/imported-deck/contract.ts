import type { Deck, DeckPage } from "../deck/contract.ts";
import type { DeckIndex } from "../recogniser/index.ts";

export const FORMAT = "lectern-deck";
export const VERSION = 1;
export const DECK_FILE = "deck.json";
export const INDEX_FILE = "slides.index";
export const PICTURES = "pages";

/** A page as `deck.json` has it: its picture is a file's path in the folder. */
export interface ImportedPage extends Omit<DeckPage, "picture"> {
  readonly picture: string;
}

/** What `deck.json` holds. */
export interface DeckFile extends Pick<Deck, "identical"> {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly pages: readonly ImportedPage[];
}

export interface ImportedDeck extends Pick<DeckFile, "pages" | "identical"> {
  readonly index: DeckIndex;
}
