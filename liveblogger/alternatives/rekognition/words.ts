/**
 * A text's words as they are compared: in lower case, without accents and punctuation. Single letters and digits are
 * left out, for they are what readers of pictures see where there is nothing.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1);
}

/** How many letters of a word may be misread, dropped or added for it to be taken for another. */
export const misreadable = (word: string): number => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2);
