import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { DeckNotFound, DeckOfUnknownKind, DeckTooLarge, NotesDoNotFit } from "./errors.ts";
import { findPictures } from "./find-pictures.ts";
import { openImageFolder } from "./sources/image-folder.ts";
import { openPdf } from "./sources/pdf.ts";
import { pptxNotes } from "./sources/pptx-notes.ts";
import type { PageSource } from "./sources/source.ts";

const MOST_BYTES = 500 * 2 ** 20;

export interface OpenedDeck {
  /** its owner closes it */
  readonly source: PageSource;
  /** the speaker's notes, one a page, where the deck has them */
  readonly notes?: readonly string[];
}

/**
 * Opens a deck: a .pdf, a folder of pictures, or a .pptx with its export beside it.
 * @throws DeckNotFound, DeckOfUnknownKind, DeckUnreadable, DeckEncrypted, DeckEmpty, DeckTooLarge, DeckWithoutPictures, NotesDoNotFit
 */
export async function openDeck(path: string): Promise<OpenedDeck> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new DeckNotFound(`There is no deck at ${path}.`, { cause });
  });
  if (found.isDirectory()) return { source: await openImageFolder(path) };
  if (!found.isFile()) throw new DeckOfUnknownKind(`${path} is no file: a deck is a .pdf, a .pptx or a folder of pictures.`);
  if (found.size > MOST_BYTES) throw new DeckTooLarge(`${path} has ${found.size} bytes; a deck has at most ${MOST_BYTES}.`);
  const kind = extname(path).toLowerCase();
  if (kind === ".pdf") return { source: await openPdf(await readFile(path)) };
  if (kind === ".pptx") {
    const notes = pptxNotes(await readFile(path));
    const { source } = await openDeck(await findPictures(path));
    if (notes.length === source.count) return { source, notes };
    source.close();
    throw new NotesDoNotFit(
      `${path} shows ${notes.length} slides and its export has ${source.count} pages: export it again, one page a slide.`,
    );
  }
  throw new DeckOfUnknownKind(`${path} is no deck: it has to be a .pdf, a .pptx or a folder of pictures.`);
}
