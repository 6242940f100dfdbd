/**
 * Metrics in log events
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * The JSON may stand behind other text, as it does in a line of a function's console.
 */
import { z } from "zod";
import type { Measurement, MetricsPort } from "../../contracts.ts";

const directive = z.object({
  Namespace: z.string().min(1).max(255),
  Dimensions: z.array(z.array(z.string()).max(30)).min(1),
  Metrics: z
    .array(
      z.object({ Name: z.string().min(1), Unit: z.string().default("None"), StorageResolution: z.literal([1, 60]).default(60) }),
    )
    .max(100),
});
const document = z
  .object({ _aws: z.object({ Timestamp: z.number(), CloudWatchMetrics: z.array(directive) }) })
  .catchall(z.unknown());

/** Finds the metrics in events that were just written; an event that is none, or not as specified, is only a log event. */
export function recordEmbeddedMetrics(events: readonly { readonly message: string }[], metrics: MetricsPort): void {
  const measurements = events.flatMap(({ message }) => measurementsIn(message));
  if (measurements.length > 0) metrics.record(measurements);
}

/** Exported for its tests. */
export function measurementsIn(message: string): Measurement[] {
  if (!message.includes('"CloudWatchMetrics"')) return [];
  const parsed = document.safeParse(parseJson(message.slice(message.indexOf("{"))));
  if (!parsed.success) return [];
  const { _aws, ...members } = parsed.data;
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.map((names) => dimensionsOf(names, members)).flatMap((dimensions) =>
      dimensions === undefined
        ? []
        : Metrics.map(({ Name, Unit, StorageResolution }) => ({
            namespace: Namespace,
            name: Name,
            dimensions,
            time: _aws.Timestamp,
            values: valuesOf(members[Name]),
            unit: Unit,
            resolution: StorageResolution,
          })).filter(({ values }) => values.length > 0),
    ),
  );
}

/** Undefined when a member that a dimension names is not there, or is no text. */
function dimensionsOf(names: readonly string[], members: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const dimensions = names.map((name) => [name, Object.hasOwn(members, name) ? members[name] : undefined] as const);
  if (dimensions.some(([, value]) => typeof value !== "string" || value === "")) return undefined;
  return Object.fromEntries(dimensions) as Record<string, string>;
}

/** A number, or up to a hundred of them. */
function valuesOf(member: unknown): number[] {
  const values = Array.isArray(member) && member.length <= 100 ? member : [member];
  return values.every((value) => typeof value === "number") ? values : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
