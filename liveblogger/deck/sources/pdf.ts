import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import { DeckEmpty, DeckEncrypted, DeckTooLarge, DeckUnreadable } from "../errors.ts";
import { commonAspect } from "../index-builder.ts";
import { LONGER_SIDE, MOST_PAGES, type PageSource } from "./source.ts";

/** @throws DeckEncrypted, DeckUnreadable, DeckEmpty, DeckTooLarge */
export async function openPdf(bytes: Uint8Array): Promise<PageSource> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await load(library, bytes);
    const count = document.getPageCount();
    if (count === 0) throw new DeckEmpty("The PDF has no pages.");
    if (count > MOST_PAGES) throw new DeckTooLarge(`The PDF has ${count} pages; a deck has at most ${MOST_PAGES}.`);
    return {
      count,
      aspect: commonAspect(sizes(document, count)),
      read: (number) => read(document, number),
      close: () => {
        document.destroy();
        library.destroy();
      },
    };
  } catch (error) {
    library.destroy();
    throw error;
  }
}

async function load(library: PDFiumLibrary, bytes: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await library.loadDocument(bytes);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/password|security/i.test(message))
      throw new DeckEncrypted("The PDF wants a password: export it without one.", { cause: error });
    throw new DeckUnreadable(`The PDF can't be read: ${message}`, { cause: error });
  }
}

/** The pages' sizes; of a long deck, of some. */
function sizes(document: PDFiumDocument, count: number): { width: number; height: number }[] {
  const stride = Math.ceil(count / 50);
  return Array.from({ length: Math.ceil(count / stride) }, (_, i) => {
    const { originalWidth, originalHeight } = document.getPage(i * stride).getOriginalSize();
    return { width: originalWidth, height: originalHeight };
  });
}

async function read(document: PDFiumDocument, number: number): ReturnType<PageSource["read"]> {
  try {
    const page = document.getPage(number - 1);
    const text = page.getText(); // before render, which closes the page
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = LONGER_SIDE / Math.max(originalWidth, originalHeight);
    const side = (length: number): number => Math.max(1, Math.round(length * scale));
    const { width, height, data } = await page.render({
      scale: 1,
      width: side(originalWidth),
      height: side(originalHeight),
      render: "bitmap",
    });
    return { image: { width, height, channels: 4, data }, text };
  } catch (error) {
    throw new DeckUnreadable(`Page ${number} of the PDF can't be drawn: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
