import type { AssuranceCoefficients } from "../recogniser/assurance.ts";
import { fitLogistic } from "./fit-logistic.ts";
import type { Observation } from "./trial.ts";

/** Rounded so that the file is read easily; the assurance does not change in its first four digits. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/** The coefficients that fit these observations best. @throws RangeError when there are none */
export function fitAssurance(observations: readonly Pick<Observation, "found" | "right" | "none">[]): AssuranceCoefficients {
  const [first] = observations;
  if (!first) throw new RangeError("there is nothing to fit to");
  const values = observations.map(({ found }) => found.evidence as unknown as Readonly<Record<string, number>>);
  const features = Object.keys(first.found.evidence).map((name) => {
    const all = values.map((evidence) => evidence[name] ?? 0);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    return { name, mean: rounded(mean), scale: rounded(Math.sqrt(variance)) || 1 };
  });
  const samples = values.map((evidence) => features.map(({ name, mean, scale }) => ((evidence[name] ?? 0) - mean) / scale));
  const regression = (of: "right" | "none") => {
    const { intercept, weights } = fitLogistic(
      samples,
      observations.map((observation) => observation[of]),
    );
    return { intercept: rounded(intercept), weights: weights.map(rounded) };
  };
  return { version: 1, features, right: regression("right"), none: regression("none") };
}
