/**
 * Custom metrics, written as log lines and picked up from the log. METRICS_FORMAT chooses the form:
 * - `datadog`: `MONITORING|<unix seconds>|<value>|<type>|<metric.name>|#<tag:value,...>`, the 2017 talk's form;
 * - `emf`: CloudWatch's embedded metric format
 *   (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
import { MissingConfiguration } from "./errors.ts";
import { toStandardOutput, type WriteLine } from "./log.ts";

/** Every metric there is: Datadog's type, and CloudWatch's unit. */
const METRICS = {
  push_to_published: { type: "histogram", unit: "Seconds" },
  build_length: { type: "histogram", unit: "Seconds" },
  builds_joined: { type: "count", unit: "Count" },
  photo_to_feed: { type: "histogram", unit: "Seconds" },
  photos_taken: { type: "count", unit: "Count" },
  photos_refused: { type: "count", unit: "Count" },
  photos_recognised: { type: "count", unit: "Count" },
  notices_sent: { type: "count", unit: "Count" },
} as const;
export type MetricName = keyof typeof METRICS;

/** Few values each: every combination is a metric of its own that is paid for. */
export type Tags = Readonly<Record<string, string>>;

/** A time in milliseconds since the epoch. */
interface Sample {
  readonly name: MetricName;
  readonly value: number;
  readonly tags: Tags;
  readonly time: number;
}

/** Datadog separates with these, so they may not stand in a tag; the first colon ends its name. */
const tagSafe = (text: string): string => text.replace(/[|,#\s]/g, "_");
const nameSafe = (text: string): string => tagSafe(text).replaceAll(":", "_");

function datadogLine({ name, value, tags, time }: Sample): string {
  const list = Object.entries(tags).map(([tag, of]) => `${nameSafe(tag)}:${tagSafe(of)}`);
  return `MONITORING|${Math.floor(time / 1000)}|${value}|${METRICS[name].type}|lectern.${name}|#${list.join(",")}`;
}

function emfLine({ name, value, tags, time }: Sample): string {
  return JSON.stringify({
    _aws: {
      Timestamp: time,
      CloudWatchMetrics: [
        { Namespace: "Lectern", Dimensions: [Object.keys(tags)], Metrics: [{ Name: name, Unit: METRICS[name].unit }] },
      ],
    },
    ...tags,
    [name]: value,
  });
}

const FORMS: ReadonlyMap<string, (sample: Sample) => string> = new Map([
  ["datadog", datadogLine],
  ["emf", emfLine],
]);

/** Records one value of a metric. @throws MissingConfiguration when METRICS_FORMAT is neither form. */
export function record(
  name: MetricName,
  value: number,
  tags: Tags = {},
  { write = toStandardOutput, now = Date.now, format = process.env.METRICS_FORMAT ?? "emf" }: MetricOptions = {},
): void {
  const form = FORMS.get(format);
  if (!form) throw new MissingConfiguration("METRICS_FORMAT (emf or datadog)");
  write(form({ name, value, tags: { stage: process.env.STAGE ?? "unknown", ...tags }, time: now() }));
}

export interface MetricOptions {
  readonly write?: WriteLine;
  readonly now?: () => number;
  readonly format?: string;
}
