import type { Level } from "../../../liveblogger/augment/index.ts";
import type { Recognition } from "../../../liveblogger/recogniser/index.ts";

/** A photograph's answer beside the truth. */
export interface Judged {
  readonly level: Level;
  /** whether a slide of the deck is on the screen */
  readonly positive: boolean;
  /** whether it is a page of the deck that was left out of the index with its half of the deck */
  readonly half?: boolean;
  /** whether another page is nearly the one that is shown */
  readonly twin: boolean;
  readonly answer: Pick<Recognition, "slide" | "assurance">;
  /** the answer is true: the slide, or for a negative null */
  readonly right: boolean;
}

/** From this assurance on, a slide is published. */
const ACCEPTED = 0.8;
const BINS = 15;

export const isAccepted = ({ slide, assurance }: Judged["answer"]): boolean => slide !== null && assurance >= ACCEPTED;

/** Of 100 of them, how many are so; none when there are none. */
export const percent = <T>(all: readonly T[], isSo: (one: T) => boolean): number =>
  all.length === 0 ? Number.NaN : (100 * all.filter(isSo).length) / all.length;

/** The mean difference between how sure the answers are and how often they are right, in bins of assurance. */
export function calibrationError(judged: readonly Judged[]): number {
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inBin = judged.filter(({ answer }) => Math.min(BINS - 1, Math.floor(answer.assurance * BINS)) === bin);
    const assured = inBin.reduce((sum, { answer }) => sum + answer.assurance, 0);
    error += Math.abs(assured - inBin.filter(({ right }) => right).length);
  }
  return error / judged.length;
}
