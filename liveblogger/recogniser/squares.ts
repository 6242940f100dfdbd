import { type Template, UNIT, type View } from "./vision/align.ts";

/** Squares hold a line or two of print. */
const SIDE = 20;
/** A square whose mean square is less has nothing on it. */
const SOMETHING = 0.04;

/** Sums over a square of slide and photograph. The slide has something on it. */
export interface Square {
  readonly count: number;
  /** the photograph's squares, the slide's squares, and their products */
  readonly pp: number;
  readonly tt: number;
  readonly pt: number;
  /** the same, each row without its mean: letters without their lines */
  readonly letters: { readonly pp: number; readonly tt: number; readonly pt: number };
  /** whether the slide has something there beside what the deck's slides have in common */
  readonly isOwn: boolean;
}

/** The squares of the slide that have something on them. @param common as `Templates.common` gives it */
export function squaresOf({ pixels }: View, { width, height, data }: Template, common: Float32Array): Square[] {
  const squares: Square[] = [];
  for (let top = 0; top < height; top += SIDE) {
    for (let left = 0; left < width; left += SIDE) {
      const [right, bottom] = [Math.min(width, left + SIDE), Math.min(height, top + SIDE)];
      const count = (right - left) * (bottom - top);
      let [own, pp, tt, pt, pLetters, tLetters, both] = [0, 0, 0, 0, 0, 0, 0];
      for (let y = top; y < bottom; y++) {
        let [pRow, tRow, ppRow, ttRow, ptRow] = [0, 0, 0, 0, 0];
        for (let x = left, at = y * width + left; x < right; x++, at++) {
          const p = pixels[at] as number;
          const t = (data[at] as number) / UNIT;
          own += (t - (common[at] as number)) ** 2;
          pRow += p;
          tRow += t;
          ppRow += p * p;
          ttRow += t * t;
          ptRow += p * t;
        }
        pp += ppRow;
        tt += ttRow;
        pt += ptRow;
        pLetters += ppRow - (pRow * pRow) / (right - left);
        tLetters += ttRow - (tRow * tRow) / (right - left);
        both += ptRow - (pRow * tRow) / (right - left);
      }
      if (tt < SOMETHING * count) continue;
      squares.push({
        count,
        pp,
        tt,
        pt,
        letters: { pp: pLetters, tt: tLetters, pt: both },
        isOwn: own >= SOMETHING * count,
      });
    }
  }
  return squares;
}
