import type { SlideScore } from "../without-corners.ts";
import type { Label } from "./answer.ts";
import { slideOfLabel } from "./slide-of-label.ts";

/** Nothing that was trained is in the picture, and how sure that is can't be told from an empty answer. */
const UNKNOWN = 0.5;

export interface LabelVerdict {
  readonly slide: number | null;
  readonly assurance: number;
  /** best first */
  readonly ranking: readonly SlideScore[];
}

/**
 * The slide that the likeliest label names, with the probability that the service gives to it and to slides that look
 * the same; null with that of all labels that name no slide.
 * @param labels most probable first
 * @throws AnswerNotUnderstood
 */
export function judgeLabels(
  labels: readonly Label[],
  slideCount: number,
  sameAs: (slide: number) => readonly number[],
): LabelVerdict {
  const named = labels.map(({ name, prob }) => ({ slide: slideOfLabel(name, slideCount), prob }));
  const ranking = named.flatMap(({ slide, prob }) => (slide === null ? [] : [{ slide, score: prob }]));
  const best = named[0];
  if (!best) return { slide: null, assurance: UNKNOWN, ranking };
  const counted: (number | null)[] = best.slide === null ? [null] : [best.slide, ...sameAs(best.slide)];
  const sum = named.reduce((total, { slide, prob }) => total + (counted.includes(slide) ? prob : 0), 0);
  return { slide: best.slide, assurance: Math.min(1, sum), ranking };
}
