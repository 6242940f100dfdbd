import type { Deck } from "../liveblogger/deck/contract.ts";
import { importDeck } from "../liveblogger/deck/index.ts";
import { createCounter } from "./counter.ts";
import { Stopped } from "./errors.ts";

/**
 * Imports a deck; Ctrl-C ends it with the page that is being read.
 * @throws Stopped, and what `importDeck` throws
 */
export async function readDeck(path: string, tell: (line: string) => void, stopped: AbortSignal): Promise<Deck> {
  const count = createCounter(tell, `Reading ${path}: page`);
  return importDeck(path, {
    onProgress({ done, total }) {
      if (stopped.aborted) throw new Stopped(`Stopped at page ${done} of ${total}.`);
      count(done, total);
    },
  });
}
