import {
  type BytesImage,
  FolderNotEmpty,
  type Level,
  type PhotographSet,
  requireEmptyFolder,
  writePhotographs,
} from "../../liveblogger/augment/index.ts";
import {
  damaged,
  type ImportedPage,
  readImportedDeck,
  readPicture,
  wasImportedDeck,
} from "../../liveblogger/imported-deck/index.ts";
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
  const { perSlide, negatives, seed, level: levels, set, out } = options;
  await explainingFolder(() => requireEmptyFolder(out));
  const pagesOf = (deck: string): Promise<BytesImage[]> => explainingDecks(() => readPages(deck, tell, stopped));
  const pages = await pagesOf(path);
  const otherPages = options.other === undefined ? [] : await pagesOf(options.other);
  const report = createCounter(tell, "Photographed");
  const onProgress = (done: number, total: number): void => {
    if (stopped.aborted) throw new Stopped(`Stopped after ${done} of ${total} photographs.`);
    report(done, total);
  };
  const settings = { perSlide, negatives, seed, levels, set, otherPages, onProgress };
  const { photographs } = await explainingFolder(() => writePhotographs(pages, out, settings));
  const count = photographs.length;
  result({ folder: out, photographs: count }, () => [`Made ${count} photographs in ${out}; truth.json says what they show.`]);
}

/** Runs `work`; that the folder is not empty is thrown as a UserError. */
async function explainingFolder<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderNotEmpty) throw new UserError(error.message, { cause: error });
    throw error;
  }
}

/** The deck's pages as pixels, whether it was imported before or not. */
async function readPages(path: string, tell: (line: string) => void, stopped: AbortSignal): Promise<BytesImage[]> {
  const pages: BytesImage[] = [];
  if (await wasImportedDeck(path))
    for (const page of (await readImportedDeck(path)).pages) pages.push(await readPage(path, page));
  else for (const { picture } of (await readDeck(path, tell, stopped)).pages) pages.push(await pixelsOf(picture));
  return pages;
}

/** A page of an imported deck. @throws ImportedDeckDamaged */
async function readPage(folder: string, page: ImportedPage): Promise<BytesImage> {
  const bytes = await readPicture(folder, page);
  return pixelsOf(bytes).catch((cause: Error) => {
    throw damaged(folder, `${page.picture}: ${cause.message.split("\n")[0]}`, cause);
  });
}
