import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createWorker, OEM } from "tesseract.js";

/** A text's words, without those of one letter. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** The slide whose text is most like what can be read in the photograph, counted from 1; null when nothing is. */
export type SlideByText = (jpeg: Uint8Array) => Promise<number | null>;

export interface TextReader {
  /** @param pages each page's text */
  of(pages: readonly string[]): SlideByText;
  close(): Promise<void>;
}

/** Reads photographs with Tesseract, whose English data comes from npm, and matches the words, rare ones counting more. */
export async function createTextReader(): Promise<TextReader> {
  const data = dirname(createRequire(import.meta.url).resolve("@tesseract.js-data/eng/package.json"));
  const reader = await createWorker("eng", OEM.LSTM_ONLY, {
    langPath: join(data, "4.0.0_best_int"),
    cacheMethod: "none",
    gzip: true,
  });
  return {
    of(pages) {
      const documents = pages.map((page) => new Set(wordsOf(page)));
      const rarity = (word: string): number =>
        Math.log((1 + documents.length) / (1 + documents.filter((words) => words.has(word)).length));
      const weight = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + rarity(word) ** 2, 0);
      const lengths = documents.map((words) => Math.sqrt(weight(words)) || 1);
      return async (jpeg) => {
        const read = await reader.recognize(Buffer.from(jpeg));
        const words = new Set(wordsOf(read.data.text));
        const scores = documents.map(
          (document, i) => weight([...words].filter((word) => document.has(word))) / (lengths[i] ?? 1),
        );
        const best = Math.max(...scores);
        return best > 0 ? scores.indexOf(best) + 1 : null;
      };
    },
    close: async () => void (await reader.terminate()),
  };
}
