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

/** The least number of letters to change, drop or add that makes `a` of `b`; more than `most` is `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(replaced, (above[column] as number) + 1, (here[column - 1] as number) + 1));
    }
    if (Math.min(...here) > most) return most + 1;
    above = here;
  }
  return Math.min(above[b.length] as number, most + 1);
}
