import type { AssuranceCoefficients, Logistic } from "../recogniser/assurance.ts";
import { KINDS } from "../recogniser/evidence.ts";
import { fitLogistic } from "./fit-logistic.ts";
import type { Observation } from "./trial.ts";

/** Rounded so that the file is read easily; the assurance does not change in its first four digits. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** The coefficients that fit these observations best. @throws RangeError when there are none */
export function fitAssurance(observations: readonly Pick<Observation, "found" | "right" | "none">[]): AssuranceCoefficients {
  if (observations.length === 0) throw new RangeError("there is nothing to fit to");
  const features = KINDS.map((name) => {
    const all = observations.map(({ found }) => found.evidence[name]);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    return { name, mean: rounded(mean), scale: rounded(Math.sqrt(variance)) || 1 };
  });
  const samples = observations.map(({ found }) => features.map(({ name, mean, scale }) => (found.evidence[name] - mean) / scale));
  const regression = (of: "right" | "none", sign: 1 | -1): Logistic => {
    const { intercept, weights } = fitSigned(
      samples,
      observations.map((observation) => observation[of]),
      sign,
    );
    return { intercept: rounded(intercept), weights: weights.map(rounded) };
  };
  return { version: 1, features, right: regression("right", 1), none: regression("none", -1) };
}

/**
 * A regression in which no evidence counts the wrong way: what does is left out, and the rest fitted again. Such weights come of evidence
 * that goes together in the photographs at hand, and mislead on others.
 */
function fitSigned(samples: readonly (readonly number[])[], labels: readonly boolean[], sign: 1 | -1): Logistic {
  let used = KINDS.map((_, i) => i);
  for (;;) {
    const { intercept, weights } = fitLogistic(
      samples.map((sample) => used.map((i) => sample[i] ?? 0)),
      labels,
    );
    const kept = used.filter((_, at) => sign * (weights[at] ?? 0) >= 0);
    if (kept.length === used.length) return { intercept, weights: KINDS.map((_, i) => weights[used.indexOf(i)] ?? 0) };
    used = kept;
  }
}
