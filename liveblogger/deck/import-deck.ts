import sharp from "sharp";
import type { Deck, DeckPage, ImportOptions, PageImage } from "./contract.ts";
import { IndexBuilder } from "./index-builder.ts";
import { openDeck } from "./open-deck.ts";
import { titlesOf } from "./title.ts";

const QUALITY = 85;

/**
 * Reads a deck: a .pdf, a folder of pictures, or a .pptx with its export (a .pdf or folder of the same name) beside it.
 *
 * @throws DeckNotFound, DeckOfUnknownKind, DeckUnreadable, DeckEncrypted, DeckEmpty, DeckTooLarge, DeckWithoutPictures, NotesDoNotFit
 */
export async function importDeck(path: string, { onProgress }: ImportOptions = {}): Promise<Deck> {
  const { source, notes } = await openDeck(path);
  try {
    const builder = new IndexBuilder(source.aspect);
    const texts: string[] = [];
    const pictures: Uint8Array[] = [];
    for (let number = 1; number <= source.count; number++) {
      const { image, text } = await source.read(number);
      builder.add(image);
      pictures.push(await asJpeg(image));
      texts.push(text);
      onProgress?.({ done: number, total: source.count });
    }
    const titles = titlesOf(texts);
    const pages = pictures.map(
      (picture, i): DeckPage => ({
        number: i + 1,
        title: titles[i] ?? "",
        text: texts[i] ?? "",
        notes: notes?.[i] ?? "",
        picture,
      }),
    );
    const index = builder.finish();
    return { pages, index, identical: identicalSets(index.indistinguishable) };
  } finally {
    source.close();
  }
}

const asJpeg = async ({ data, width, height, channels }: PageImage): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels } }).removeAlpha().jpeg({ quality: QUALITY }).toBuffer();

/** Sets of pages, counted from 1: each page is in one set at most, with the first page that it can't be told from. */
function identicalSets(indistinguishable: readonly (readonly number[])[]): number[][] {
  const taken = new Set<number>();
  return indistinguishable.flatMap((others, page) => {
    const set = taken.has(page) ? [] : others.filter((other) => other > page && !taken.has(other));
    if (set.length === 0) return [];
    for (const member of set) taken.add(member);
    return [[page, ...set].map((member) => member + 1)];
  });
}
