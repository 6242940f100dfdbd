import {
  type BytesImage,
  FolderNotEmpty,
  type Level,
  type PhotographSet,
  writePhotographs,
} from "../../liveblogger/augment/index.ts";
import { readImportedDeck, readPicture, wasImportedDeck } from "../../liveblogger/imported-deck/index.ts";
import { createCounter } from "../counter.ts";
import { Stopped, UserError } from "../errors.ts";
import { explainingDecks } from "../explain-deck.ts";
import { pixelsOf } from "../page-pixels.ts";
import { readDeck } from "../read-deck.ts";
import type { Terminal } from "../terminal.ts";

/** What `lectern deck augment` was told. */
export interface AugmentOptions {
  readonly out: string;
  readonly perSlide: number;
  readonly negatives: number;
  readonly seed: string;
  readonly level: readonly Level[];
  readonly set: PhotographSet;
  readonly other?: string;
}

/** Reads the deck, or decks, and writes the photographs. @throws UserError, Stopped */
export async function augmentDeck(path: string, options: AugmentOptions, { result, tell, stopSignal }: Terminal): Promise<void> {
  const stopped = stopSignal();
  const pagesOf = (deck: string): Promise<BytesImage[]> => explainingDecks(() => readPages(deck, tell, stopped));
  const pages = await pagesOf(path);
  const otherPages = options.other === undefined ? [] : await pagesOf(options.other);
  const report = createCounter(tell, "Photographed");
  const { perSlide, negatives, seed, level: levels, set, out } = options;
  const onProgress = (done: number, total: number): void => {
    if (stopped.aborted) throw new Stopped(`Stopped after ${done} of ${total} photographs.`);
    report(done, total);
  };
  try {
    const truth = await writePhotographs(pages, out, { perSlide, negatives, seed, levels, set, otherPages, onProgress });
    const count = truth.photographs.length;
    result({ folder: out, photographs: count }, () => [`Made ${count} photographs in ${out}; truth.json says what they show.`]);
  } catch (error) {
    if (error instanceof FolderNotEmpty) throw new UserError(error.message, { cause: error });
    throw error;
  }
}

/** The deck's pages as pixels, whether it was imported before or not. */
async function readPages(path: string, tell: (line: string) => void, stopped: AbortSignal): Promise<BytesImage[]> {
  const pages: BytesImage[] = [];
  if (await wasImportedDeck(path))
    for (const page of (await readImportedDeck(path)).pages) pages.push(await pixelsOf(await readPicture(path, page)));
  else for (const { picture } of (await readDeck(path, tell, stopped)).pages) pages.push(await pixelsOf(picture));
  return pages;
}
