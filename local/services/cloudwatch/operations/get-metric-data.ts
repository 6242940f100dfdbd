import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { boolean, dimensions, integer, list, metricName, namespace, parseInput, period, timestamp, unit } from "../input.ts";
import { byPeriod } from "../periods.ts";
import { statisticOf } from "../statistics.ts";
import type { MetricStore } from "../store/metric-store.ts";

const mostQueries = 500;
const mostDatapoints = 100_800;

const query = z.strictObject({
  Id: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,254}$/),
  MetricStat: z.strictObject({
    Metric: z.strictObject({ Namespace: namespace, MetricName: metricName, Dimensions: dimensions.default({}) }),
    Period: period,
    Stat: z.string(),
    Unit: unit.optional(),
  }),
  Label: z
    .string()
    .refine((label) => !label.includes("${"), "dynamic labels are not supported by this local cloud")
    .optional(),
  ReturnData: boolean.default(true),
  /** Changes nothing: a metric's own period is what counts. */
  Period: period.optional(),
});
const input = z.strictObject({
  MetricDataQueries: list(query, mostQueries),
  StartTime: timestamp,
  EndTime: timestamp,
  NextToken: z.string().optional(),
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).default("TimestampDescending"),
  MaxDatapoints: integer.refine((number) => number > 0, "must be positive").default(mostDatapoints),
  /** Of dynamic labels only. */
  LabelOptions: z.unknown().optional(),
});

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: Date[];
  readonly Values: number[];
  readonly StatusCode: "Complete" | "PartialData";
}

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html, of metrics: expressions
 * are refused. Periods begin at whole multiples of themselves since the epoch.
 */
export function getMetricData(store: MetricStore): Operation<z.input<typeof input>> {
  return {
    action: "cloudwatch:GetMetricData",
    resource: () => "*",
    run(call) {
      refuseExpressions(call.input);
      const asked = parseInput(input, call.input);
      const { StartTime, EndTime, ScanBy, MaxDatapoints, NextToken } = asked;
      if (StartTime >= EndTime)
        throw new AwsError("InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.");
      const queries = asked.MetricDataQueries.filter(({ ReturnData }) => ReturnData);
      const points = queries.map((one, index) =>
        pointsOf(store, one, `MetricDataQueries.member.${index + 1}`, StartTime, EndTime),
      );
      if (ScanBy === "TimestampDescending") for (const all of points) all.reverse();
      const skip = positionOf(NextToken);
      // A page takes from each metric in turn what the ones before it left.
      let passed = 0;
      const results = queries.map(({ Id, Label, MetricStat }, index): Result => {
        const all = points[index] ?? [];
        const from = Math.max(0, skip - passed);
        const end = Math.min(all.length, skip + MaxDatapoints - passed);
        const shown = all.slice(from, Math.max(from, end));
        passed += all.length;
        return {
          Id,
          Label: Label ?? MetricStat.Metric.MetricName,
          Timestamps: shown.map(({ at }) => new Date(at * 1000)),
          Values: shown.map(({ value }) => value),
          StatusCode: end < all.length ? "PartialData" : "Complete",
        };
      });
      const next = skip + MaxDatapoints;
      return { MetricDataResults: results, Messages: [], ...(next < passed && { NextToken: String(next) }) };
    },
  };
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** The earliest first. Times asked for in milliseconds, points' in seconds. */
function pointsOf(store: MetricStore, { MetricStat }: z.infer<typeof query>, where: string, start: number, end: number): Point[] {
  const { Metric, Period, Stat, Unit } = MetricStat;
  const statistic = statisticOf(Stat, `${where}.MetricStat.Stat`);
  const series = store.find({ namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions });
  const from = Math.floor(start / 1000 / Period) * Period;
  return byPeriod(series, { from, to: end / 1000, period: Period, unit: Unit }).flatMap(({ at, distribution }) => {
    const value = statistic(distribution);
    return value === undefined ? [] : [{ at, value }];
  });
}

/** @throws AwsError */
function refuseExpressions({ MetricDataQueries }: { readonly MetricDataQueries?: unknown }): void {
  if (Array.isArray(MetricDataQueries) && MetricDataQueries.some((one) => Object.hasOwn(one ?? {}, "Expression")))
    throw new AwsError("InvalidParameterValue", "Expression: metric math is not supported by this local cloud.");
}

/** @throws AwsError InvalidNextToken */
function positionOf(token: string | undefined): number {
  if (token === undefined) return 0;
  if (!/^\d{1,9}$/.test(token)) throw new AwsError("InvalidNextToken", "The next token specified is invalid.");
  return Number(token);
}
