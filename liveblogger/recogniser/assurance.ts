import { ANSWER, NOTHING } from "./assurance-coefficients.ts";
import { EVIDENCE, type Evidence } from "./evidence.ts";

/** A logistic regression: probability = 1 / (1 + exp(−(intercept + Σ weight × evidence))). */
export interface Logistic {
  readonly intercept: number;
  readonly weights: Readonly<Record<keyof Evidence, number>>;
}

export interface Coefficients {
  /** for: the slide is the right one */
  readonly answer: Logistic;
  /** for: none of the deck's slides is shown */
  readonly nothing: Logistic;
}

export const COEFFICIENTS: Coefficients = { answer: ANSWER, nothing: NOTHING };

export function probability({ intercept, weights }: Logistic, evidence: Evidence): number {
  let sum = intercept;
  for (const name of EVIDENCE) sum += weights[name] * evidence[name];
  return 1 / (1 + Math.exp(-sum));
}
