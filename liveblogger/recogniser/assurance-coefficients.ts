import type { Logistic } from "./assurance.ts";

/** For: the slide is the right one. */
export const ANSWER: Logistic = {
  intercept: -9,
  weights: { correlation: 16, margin: 25, agreement: 3, contradiction: -3, specific: 4, support: 3 },
};

/** For: none of the deck's slides is shown. */
export const NOTHING: Logistic = {
  intercept: 4,
  weights: { correlation: -16, margin: -15, agreement: -3, contradiction: 1, specific: -3, support: -3 },
};
