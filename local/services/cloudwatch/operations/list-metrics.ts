import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { boolean, dimensionName, dimensionValue, list, metricName, namespace, parseInput } from "../input.ts";
import { metricAnswer } from "../metric.ts";
import type { MetricStore } from "../store/metric-store.ts";

const pageSize = 500;
const recently = 3 * 60 * 60;

const input = z.strictObject({
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  /** Each must be there; without a value, with any. */
  Dimensions: list(z.strictObject({ Name: dimensionName, Value: dimensionValue.optional() }), 10).default([]),
  RecentlyActive: z.literal("PT3H").optional(),
  NextToken: z.string().optional(),
  /** There is one account. */
  IncludeLinkedAccounts: boolean.refine((linked) => !linked, "there are no linked accounts in this local cloud").optional(),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(store: MetricStore): Operation<z.input<typeof input>> {
  return {
    action: "cloudwatch:ListMetrics",
    resource: () => "*",
    run(call, cloud) {
      const { Namespace, MetricName, Dimensions, RecentlyActive, NextToken = "0" } = parseInput(input, call.input);
      if (!/^\d{1,9}$/.test(NextToken)) throw new AwsError("InvalidNextToken", "The next token specified is invalid.");
      const since = RecentlyActive === undefined ? 0 : cloud.clock.now() / 1000 - recently;
      const found = store
        .all()
        .filter(({ latest }) => latest >= since)
        .map(({ metric }) => metric)
        .filter(({ namespace }) => Namespace === undefined || namespace === Namespace)
        .filter(({ name }) => MetricName === undefined || name === MetricName)
        .filter(({ dimensions }) =>
          Dimensions.every(
            ({ Name, Value }) => Object.hasOwn(dimensions, Name) && (Value ?? dimensions[Name]) === dimensions[Name],
          ),
        );
      const start = Number(NextToken);
      const end = start + pageSize;
      return { Metrics: found.slice(start, end).map(metricAnswer), ...(end < found.length && { NextToken: String(end) }) };
    },
  };
}
