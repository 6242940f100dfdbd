import { type Template, UNIT, type View } from "./vision/align.ts";

/** Squares hold a line or two of print. */
const SQUARE = 20;
/** A square whose mean square is less has nothing on it, or nothing beside the common frame. */
const SOMETHING = 0.04;
/** Of so large a share of what the photograph has to show the slide's square is said to show something too. */
const SHOWN = 0.5;
/** Print whose correlation is less is other print. */
const UNLIKE = 0.15;
/** The squares that are least alike, in so large a share of what is shown, are left out. */
const LEAST_ALIKE = 0.25;
/** Letters are read where at least so large a share of the slide's squares is shown. */
const ENOUGH = 0.1;
/** Letters that correlate so well are read; more says no more. */
export const LEGIBLE = 0.3;
/** So much other print is another page; more says no more. */
export const ANOTHER_PAGE = -0.25;

/** How alike the print is, letter by letter. */
export interface PrintLikeness {
  /** correlation of the letters, reached by three quarters of the slide's squares that the photograph shows, at most `LEGIBLE` */
  readonly letters: number;
  /** minus the share of the slide's squares where the photograph shows other print, at least `ANOTHER_PAGE` */
  readonly otherPrint: number;
}

interface Square {
  /** how much print is there */
  readonly weight: number;
  readonly correlation: number;
  readonly shown: boolean;
}

/**
 * Compares print within its lines. Two pages of text are alike in that lines are where lines are, and of one template in their frame;
 * so each row of a square is seen without its mean, and squares that hold nothing but the frame are left out. Who stands before the
 * slide hides letters, and makes none of them other ones.
 * @param common what the deck's slides have in common, as `Templates.common` gives it
 */
export function comparePrint(view: View, template: Template, common: Float32Array): PrintLikeness {
  const squares = ownSquares(view, template, common);
  const shown = squares.filter((square) => square.shown).sort((a, b) => a.correlation - b.correlation);
  const [all, seen] = [weightOf(squares), weightOf(shown)];
  if (all === 0) return { letters: 0, otherPrint: 0 };
  const other = weightOf(shown.filter(({ correlation }) => correlation < UNLIKE));
  let passed = 0;
  const reached = shown.find(({ weight }) => {
    passed += weight;
    return passed >= LEAST_ALIKE * seen;
  });
  return {
    letters: reached && seen >= ENOUGH * all ? Math.min(LEGIBLE, reached.correlation) : 0,
    otherPrint: other === 0 ? 0 : Math.max(ANOTHER_PAGE, -other / all),
  };
}

const weightOf = (squares: readonly Square[]): number => squares.reduce((sum, { weight }) => sum + weight, 0);

/** The squares that hold something of the slide's own. */
function ownSquares(
  { pixels, norm }: View,
  { width, height, data, norm: templateNorm }: Template,
  common: Float32Array,
): Square[] {
  const squares: Square[] = [];
  const gain = norm === 0 ? 0 : templateNorm / UNIT / norm;
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const [right, bottom] = [Math.min(width, left + SQUARE), Math.min(height, top + SQUARE)];
      const count = (right - left) * (bottom - top);
      let [own, pp, tt, pLetters, tLetters, both] = [0, 0, 0, 0, 0, 0];
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
        pLetters += ppRow - (pRow * pRow) / (right - left);
        tLetters += ttRow - (tRow * tRow) / (right - left);
        both += ptRow - (pRow * tRow) / (right - left);
      }
      if (tt < SOMETHING * count || own < SOMETHING * count || tLetters <= 0) continue;
      squares.push({
        weight: Math.sqrt(tLetters / count),
        correlation: pLetters > 0 ? both / Math.sqrt(pLetters * tLetters) : 0,
        shown: gain * gain * pp > SHOWN * tt,
      });
    }
  }
  return squares;
}
