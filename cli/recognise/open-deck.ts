import type { RecognisableDeck } from "../../liveblogger/alternatives/index.ts";
import { readImportedDeck, wasImportedDeck } from "../../liveblogger/imported-deck/index.ts";
import type { DeckIndex } from "../../liveblogger/recogniser/index.ts";
import { readDeck } from "../read-deck.ts";

/** What recognisers need of a deck: of an imported one at once, of any other by importing it. */
export async function openDeck(
  path: string,
  tell: (line: string) => void,
  stopped: AbortSignal,
): Promise<RecognisableDeck & { index: DeckIndex }> {
  const { pages, index } = (await wasImportedDeck(path)) ? await readImportedDeck(path) : await readDeck(path, tell, stopped);
  return { index, texts: pages.map(({ text }) => text) };
}
