import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { dimensions, double, integer, list, metricName, namespace, parseInput, timestamp, unit } from "../input.ts";
import { defaultUnit } from "../metric.ts";
import { datumAt, timeProblem } from "../record.ts";
import type { Datum } from "../store/day-file.ts";
import type { MetricStore } from "../store/metric-store.ts";

/** Values of one datum, and data of one request, at most. */
const mostValues = 150;
const mostData = 1_000;

const datum = z.strictObject({
  MetricName: metricName,
  Dimensions: dimensions.default({}),
  Timestamp: timestamp.optional(),
  Value: double.optional(),
  Values: list(double, mostValues).optional(),
  Counts: list(double, mostValues).optional(),
  StatisticValues: z.strictObject({ SampleCount: double, Sum: double, Minimum: double, Maximum: double }).optional(),
  Unit: unit.default(defaultUnit),
  StorageResolution: integer.refine((seconds) => seconds === 1 || seconds === 60, "must be 1 or 60").default(60),
});
const input = z.strictObject({
  Namespace: namespace.refine((name) => !name.startsWith("AWS/"), "AWS/ is for AWS's own"),
  MetricData: list(datum, mostData),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html: all of a request's data, or none. */
export function putMetricData(store: MetricStore): Operation<z.input<typeof input>, undefined> {
  return {
    action: "cloudwatch:PutMetricData",
    resource: () => "*",
    run(call, cloud) {
      const { Namespace, MetricData } = parseInput(input, call.input);
      const now = cloud.clock.now();
      const data = MetricData.map((given, index): Datum => {
        const where = `MetricData.member.${index + 1}`;
        const milliseconds = given.Timestamp ?? now;
        const problem = timeProblem(milliseconds, now);
        if (problem) throw new AwsError("InvalidParameterValue", `The parameter ${where}.Timestamp ${problem}.`);
        return {
          namespace: Namespace,
          name: given.MetricName,
          dimensions: given.Dimensions,
          unit: given.Unit,
          ...datumAt(milliseconds, given.StorageResolution),
          ...contentOf(given, where),
        };
      });
      store.record(data, now / 1000, true);
      return undefined;
    },
  };
}

/** @throws AwsError unless there is exactly one of a value, values and a statistic set */
function contentOf(
  { Value, Values, Counts, StatisticValues }: z.infer<typeof datum>,
  where: string,
): Pick<Datum, "values" | "set"> {
  const given = Object.entries({ Value, Values, StatisticValues }).filter(([, content]) => content !== undefined);
  if (given.length > 1) {
    const [one, other] = given.map(([name]) => `${where}.${name}`);
    throw new AwsError(
      "InvalidParameterCombination",
      `The parameters ${one} and ${other} are mutually exclusive and you have specified both.`,
    );
  }
  if (Value !== undefined) return { values: [[Value, 1]] };
  if (Values !== undefined && Values.length > 0) {
    if (Counts !== undefined && Counts.length !== Values.length)
      throw invalid(`The parameters ${where}.Values and ${where}.Counts must be of the same size.`);
    if (Counts?.some((count) => count <= 0)) throw invalid(`The parameter ${where}.Counts must be greater than 0.`);
    return { values: Values.map((value, index) => [value, Counts?.[index] ?? 1]) };
  }
  if (StatisticValues !== undefined) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    if (SampleCount <= 0) throw invalid(`The parameter ${where}.StatisticValues.SampleCount must be greater than 0.`);
    if (Maximum < Minimum)
      throw invalid(`The parameter ${where}.StatisticValues.Maximum must be greater than ${where}.StatisticValues.Minimum.`);
    return { set: { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum } };
  }
  throw new AwsError(
    "MissingParameter",
    `At least one of the parameters ${where}.Value, ${where}.Values and ${where}.StatisticValues must be specified.`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
