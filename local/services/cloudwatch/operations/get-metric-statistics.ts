import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { dimensions, list, metricName, namespace, parseInput, period, timestamp, unit } from "../input.ts";
import { byPeriod } from "../periods.ts";
import { statisticOf } from "../statistics.ts";
import type { MetricStore } from "../store/metric-store.ts";

const mostDatapoints = 1_440;

const input = z.strictObject({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.default({}),
  StartTime: timestamp,
  EndTime: timestamp,
  Period: period,
  Statistics: list(z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]), 5).default([]),
  ExtendedStatistics: list(z.string(), 10).default([]),
  Unit: unit.optional(),
});

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html: without a unit,
 * each unit's data by itself. Periods begin at the start, which is brought down to a whole minute, or, for periods below a
 * minute, to a whole second.
 */
export function getMetricStatistics(store: MetricStore): Operation<z.input<typeof input>> {
  return {
    action: "cloudwatch:GetMetricStatistics",
    resource: () => "*",
    run(call) {
      const asked = parseInput(input, call.input);
      const { Namespace, MetricName, Dimensions, Period, Statistics, ExtendedStatistics } = asked;
      if (Statistics.length + ExtendedStatistics.length === 0)
        throw new AwsError("MissingParameter", "Must specify either Statistics or ExtendedStatistics.");
      const grain = Math.min(Period, 60) === 60 ? 60 : 1;
      const from = Math.floor(asked.StartTime / 1000 / grain) * grain;
      const to = asked.EndTime / 1000;
      refuseRange(from, to, Period);
      const series = store.find({ namespace: Namespace, name: MetricName, dimensions: Dimensions });
      const units = asked.Unit === undefined ? new Set(series?.between(from, to).map((span) => span.unit)) : [asked.Unit];
      const Datapoints = [...units].flatMap((Unit) =>
        byPeriod(series, { from, to, period: Period, unit: Unit }).map(({ at, distribution }) => ({
          Timestamp: new Date(at * 1000),
          Unit,
          ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name, "Statistics")(distribution)])),
          ...extended(ExtendedStatistics.map((name) => [name, statisticOf(name, "ExtendedStatistics")(distribution)])),
        })),
      );
      return { Label: MetricName, Datapoints };
    },
  };
}

function extended(statistics: readonly (readonly [string, number | undefined])[]) {
  if (statistics.length === 0) return {};
  return { ExtendedStatistics: new Map(statistics.filter(([, value]) => value !== undefined)) };
}

/** @throws AwsError InvalidParameterValue, InvalidParameterCombination */
function refuseRange(from: number, to: number, period: number): void {
  if (from >= to) throw new AwsError("InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.");
  const asked = Math.ceil((to - from) / period);
  if (asked > mostDatapoints) {
    const message = `You have requested up to ${asked} datapoints, which exceeds the limit of ${mostDatapoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`;
    throw new AwsError("InvalidParameterCombination", message);
  }
}
