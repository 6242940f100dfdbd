import { openDeck } from "./open-deck.ts";

/** How many pages a deck has: far quicker than to import it. @throws DeckError, each by its name */
export async function countPages(path: string): Promise<number> {
  const { source } = await openDeck(path);
  source.close();
  return source.count;
}
