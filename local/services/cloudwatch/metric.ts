/** What identifies a metric, and the words CloudWatch has for it. */

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Metrics with unlike dimensions are unlike metrics, whatever their name. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** By name, in no promised order. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The same text for the same metric. */
export function keyOf({ namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, name, ...sorted]);
}

/** As the API shows it. */
export function metricAnswer({ namespace, name, dimensions }: Metric) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]): Dimension => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}

const amounts = [
  "Bytes",
  "Kilobytes",
  "Megabytes",
  "Gigabytes",
  "Terabytes",
  "Bits",
  "Kilobits",
  "Megabits",
  "Gigabits",
  "Terabits",
];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const units: ReadonlySet<string> = new Set([
  "Seconds",
  "Microseconds",
  "Milliseconds",
  "Percent",
  "Count",
  "Count/Second",
  "None",
  ...amounts,
  ...amounts.map((amount) => `${amount}/Second`),
]);

export const defaultUnit = "None";

/** A metric has at most so many dimensions. */
export const mostDimensions = 30;
