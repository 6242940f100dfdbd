/** A logistic regression: the probability is 1 / (1 + exp(−(intercept + Σ weights[i] × standardised feature i))). */
export interface Logistic {
  readonly intercept: number;
  /** one a feature, in the features' order */
  readonly weights: readonly number[];
}

/** What `assurance-coefficients.json` holds. */
export interface AssuranceCoefficients {
  readonly version: 1;
  /** the evidence's names in their order; a value v is standardised to (v − mean) / scale */
  readonly features: readonly { readonly name: string; readonly mean: number; readonly scale: number }[];
  /** that the best slide is the one on the screen */
  readonly right: Logistic;
  /** that no slide of the deck is on the screen */
  readonly none: Logistic;
}
