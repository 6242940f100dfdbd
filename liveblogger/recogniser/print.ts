import type { Square } from "./squares.ts";

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

interface Piece {
  /** how much print is there */
  readonly weight: number;
  readonly correlation: number;
  readonly shown: boolean;
}

/**
 * Compares print within its lines. Two pages of text are alike in that lines are where lines are, and of one template in their frame;
 * so each row of a square is seen without its mean, and squares that hold nothing but the frame are left out. Who stands before the
 * slide hides letters, and makes none of them other ones.
 * @param gain how strong the photograph's picture has to be made to be as strong as the slide's
 */
export function comparePrint(squares: readonly Square[], gain: number): PrintLikeness {
  const pieces = squares.filter(({ isOwn, letters }) => isOwn && letters.tt > 0).map((square) => pieceOf(square, gain));
  const shown = pieces.filter((piece) => piece.shown).sort((a, b) => a.correlation - b.correlation);
  const [all, seen] = [weightOf(pieces), weightOf(shown)];
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

const weightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { weight }) => sum + weight, 0);

const pieceOf = ({ count, pp, tt, letters }: Square, gain: number): Piece => ({
  weight: Math.sqrt(letters.tt / count),
  correlation: letters.pp > 0 ? letters.pt / Math.sqrt(letters.pp * letters.tt) : 0,
  shown: gain * gain * pp > SHOWN * tt,
});
