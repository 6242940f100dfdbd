/** The statistics that a distribution is asked for, by their names in the API. */
import { AwsError } from "../../errors.ts";
import type { Distribution } from "./store/distribution.ts";

export type Statistic = (distribution: Distribution) => number | undefined;

const plain: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** @throws AwsError InvalidParameterValue for trimmed means, percentile ranks and whatever else is not run here */
export function statisticOf(name: string, parameter: string): Statistic {
  const statistic = Object.hasOwn(plain, name) ? plain[name] : percentile(name);
  if (statistic) return statistic;
  throw new AwsError(
    "InvalidParameterValue",
    `The value ${name} for parameter ${parameter} is not supported: this local cloud knows ${Object.keys(plain).join(", ")} and p0 to p100.`,
  );
}

function percentile(name: string): Statistic | undefined {
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1]);
  return percent <= 100 ? (distribution) => distribution.percentile(percent) : undefined;
}
