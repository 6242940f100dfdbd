/** What the recogniser's answer about a photograph means to a talk. */
import type { Recognition } from "../recogniser/index.ts";

/** Pages that no photograph can tell apart are one: the first of them (decision 0035). */
export const slideOf = ({ slide, indistinguishable }: Pick<Recognition, "slide" | "indistinguishable">): number | null =>
  slide === null ? null : Math.min(slide, ...indistinguishable);

/** `assured`: news may be made of it; `unsure`: a slide, but maybe another; `none`: no slide of the deck. */
export type RecognitionOutcome = "assured" | "unsure" | "none";

export function outcomeOf(slide: number | null, assurance: number, threshold: number): RecognitionOutcome {
  if (slide === null) return "none";
  return assurance >= threshold ? "assured" : "unsure";
}
