import coefficients from "./assurance-coefficients.json" with { type: "json" };
import type { Evidence } from "./evidence.ts";

/** A logistic regression: the probability is 1 / (1 + exp(−(intercept + Σ weights[i] × standardised evidence i))). */
export interface Logistic {
  readonly intercept: number;
  /** one for each kind of evidence, in order */
  readonly weights: readonly number[];
}

/** What the assurance is reckoned with. */
export interface AssuranceCoefficients {
  readonly version: 1;
  /** a value v is standardised to (v − mean) / scale */
  readonly features: readonly { readonly name: string; readonly mean: number; readonly scale: number }[];
  /** that the slide found is the one on the screen */
  readonly right: Logistic;
  /** that no slide of the deck is on the screen */
  readonly none: Logistic;
}

/** What `assurance-coefficients.json` holds; `npm run recogniser:calibrate` writes it. */
export interface CalibratedAssurance extends AssuranceCoefficients {
  readonly certain: number;
}

export const COEFFICIENTS = coefficients as CalibratedAssurance;

/**
 * From this assurance on a single answer is wrong less than once in a hundred, as far as the calibration saw; below it, two photographs
 * that agree say more than one.
 */
export const CERTAIN = COEFFICIENTS.certain;

/** @throws TypeError when the coefficients were fitted to other evidence than the recogniser gathers */
export function probability(
  { features, ...regressions }: AssuranceCoefficients,
  of: "right" | "none",
  evidence: Evidence,
): number {
  const { intercept, weights } = regressions[of];
  const values = evidence as unknown as Readonly<Record<string, number>>;
  let sum = intercept;
  features.forEach(({ name, mean, scale }, i) => {
    const value = values[name];
    if (value === undefined)
      throw new TypeError(`assurance-coefficients.json weighs ${name}, which is not gathered: calibrate again.`);
    sum += (weights[i] ?? 0) * ((value - mean) / scale);
  });
  return 1 / (1 + Math.exp(-sum));
}
