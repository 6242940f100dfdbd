/**
 * How sure a match of texts is. The constants were chosen, not fitted: fitting them takes photographs with known truth, read
 * by the service. So they err on the low side, and no answer gets more than `MOST`.
 */
import type { PageMatch } from "./deck-text.ts";

const MOST = 0.94;

/** A slide whose words are too small, blurred or covered to be read looks as if none were shown. */
const MOST_FOR_NONE = 0.75;

/** A match of few words proves little: with so many, half of its score counts. */
const FEW = 1.5;

/** At this score of a match, a slide is as likely shown as not; how steep it is around it. */
const EVEN = 0.4;
const STEEPNESS = 14;

/** How much a page's score must lead for it to be e times as likely as another. */
const LEAD = 0.04;

/** A page with fewer words may well be on the screen when none of its text is read. */
export const TELLING_WORDS = 3;

export interface Verdict {
  /** counted from 1; null when no page's text is in the photograph */
  readonly slide: number | null;
  readonly assurance: number;
}

/**
 * @param matches best first
 * @param sameAs the slides that look like the given one: none of them contradicts it
 * @param tellable the part of the deck's pages that have `TELLING_WORDS` or more
 */
export function judgeMatches(
  matches: readonly PageMatch[],
  sameAs: (slide: number) => readonly number[],
  tellable: number,
): Verdict {
  const best = matches[0];
  if (!best) return { slide: null, assurance: MOST_FOR_NONE * tellable };
  const shown = 1 / (1 + Math.exp(-STEEPNESS * ((best.score * best.shared) / (best.shared + FEW) - EVEN)));
  if (shown < 0.5) return { slide: null, assurance: MOST_FOR_NONE * tellable * (1 - shown) };
  const alike = sameAs(best.slide);
  let others = 0;
  for (const { slide, score } of matches.slice(1)) if (!alike.includes(slide)) others += Math.exp((score - best.score) / LEAD);
  return { slide: best.slide, assurance: (MOST * shown) / (1 + others) };
}
