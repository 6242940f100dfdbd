/** Metrics with the SDK's own client, in both protocols that CloudWatch's clients speak. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import { AwsQueryProtocol } from "@aws-sdk/core/protocols";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

/** A whole hour. */
const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const at = (minutes: number) => new Date(noon + minutes * minute);
const clock = { now: () => noon + 30 * minute, at: () => () => {} };

let cloud: TestCloud;
let metrics: CloudWatchClient;
let stateFolder: string;

const boot = async (protocol?: CloudWatchClientConfig["protocol"]) => {
  cloud = await startTestCloud({ clock, stateFolder });
  metrics = new CloudWatchClient({ ...cloud.clientConfig, maxAttempts: 1, ...(protocol && { protocol }) });
};
const end = async () => {
  metrics.destroy();
  await cloud.stop();
};
beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), "local-metrics-"));
});
afterEach(async () => {
  await end();
  rmSync(stateFolder, { recursive: true });
});

const put = (Namespace: string, ...MetricData: MetricDatum[]) =>
  metrics.send(new PutMetricDataCommand({ Namespace, MetricData }));
const query = (Stat: string, more: object = {}, Period = 300) => ({
  Id: Stat.toLowerCase().replace(".", "_"),
  MetricStat: { Metric: { Namespace: "Site", MetricName: "latency", ...more }, Period, Stat },
});
const whole = { StartTime: at(-60), EndTime: at(60) };

describe.each([
  ["JSON", undefined],
  ["Query", AwsQueryProtocol],
] as [string, CloudWatchClientConfig["protocol"]][])("%s", (_name, protocol) => {
  beforeEach(() => boot(protocol));

  test("values that are put are data by period, newest first", async () => {
    const Dimensions = [{ Name: "stage", Value: "dev" }];
    const datum = { MetricName: "latency", Dimensions, Unit: "Seconds" as const };
    await put("Site", { ...datum, Timestamp: at(0), Value: 1 }, { ...datum, Timestamp: at(4), Values: [2, 5], Counts: [2, 1] });
    await put("Site", { ...datum, Timestamp: at(5), StatisticValues: { SampleCount: 2, Sum: 5, Minimum: 1, Maximum: 4 } });
    await put("Site", { MetricName: "latency", Timestamp: at(0), Value: 77 });
    const stats = ["SampleCount", "Sum", "Average", "Minimum", "Maximum", "p50"];
    const MetricDataQueries = stats.map((stat) => query(stat, { Dimensions }));
    const { MetricDataResults } = await metrics.send(new GetMetricDataCommand({ ...whole, MetricDataQueries }));
    expect(
      MetricDataResults?.map(({ Id, Values, Timestamps, Label, StatusCode }) => [Id, Values, Timestamps, Label, StatusCode]),
    ).toEqual(
      [
        ["samplecount", [2, 4]],
        ["sum", [5, 10]],
        ["average", [2.5, 2.5]],
        ["minimum", [1, 1]],
        ["maximum", [4, 5]],
      ]
        .map(([id, values]) => [id, values, [at(5), at(0)], "latency", "Complete"])
        // Of a statistic set no percentile is known.
        .concat([["p50", [2], [at(0)], "latency", "Complete"]]),
    );
    const asked = query("Sum", { Dimensions }, 60);
    const byMinute = await metrics.send(
      new GetMetricDataCommand({ ...whole, ScanBy: "TimestampAscending", MetricDataQueries: [{ ...asked, Label: "seconds" }] }),
    );
    expect(byMinute.MetricDataResults?.[0]).toMatchObject({
      Label: "seconds",
      Timestamps: [at(0), at(4), at(5)],
      Values: [1, 9, 5],
    });
  });

  test("statistics of a metric, unit by unit", async () => {
    const datum = { MetricName: "latency", Timestamp: at(3) };
    await put("Site", { ...datum, Values: [1, 2, 3, 4], Unit: "Seconds" }, { ...datum, Value: 700, Unit: "Milliseconds" });
    const input = { Namespace: "Site", MetricName: "latency", StartTime: at(2), EndTime: at(12), Period: 300 };
    const { Label, Datapoints } = await metrics.send(
      new GetMetricStatisticsCommand({ ...input, Statistics: ["Sum", "SampleCount"], ExtendedStatistics: ["p75"] }),
    );
    expect(Label).toBe("latency");
    expect(Datapoints).toEqual([
      { Timestamp: at(2), Unit: "Seconds", Sum: 10, SampleCount: 4, ExtendedStatistics: { p75: 3 } },
      { Timestamp: at(2), Unit: "Milliseconds", Sum: 700, SampleCount: 1, ExtendedStatistics: { p75: 700 } },
    ]);
    const some = new GetMetricStatisticsCommand({ ...input, Unit: "Milliseconds", Statistics: ["Maximum"] });
    expect((await metrics.send(some)).Datapoints).toEqual([{ Timestamp: at(2), Unit: "Milliseconds", Maximum: 700 }]);
    const absent = new GetMetricStatisticsCommand({ ...input, MetricName: "absent", Statistics: ["Sum"] });
    expect((await metrics.send(absent)).Datapoints).toEqual([]);
    const long = { ...input, StartTime: at(-60 * 24 * 7), Period: 60, Statistics: ["Sum" as const] };
    await expect(metrics.send(new GetMetricStatisticsCommand(long))).rejects.toMatchObject({
      name: "InvalidParameterCombinationException",
      message: expect.stringContaining("exceeds the limit of 1440"),
    });
  });

  test("metrics are listed by namespace, name and dimensions", async () => {
    const stage = (Value: string) => [{ Name: "stage", Value }];
    await put("Site", { MetricName: "pushes", Value: 1, Dimensions: stage("dev") });
    await put("Site", { MetricName: "pushes", Value: 1, Dimensions: stage("prod") }, { MetricName: "pushes", Value: 1 });
    await put("Old", { MetricName: "pushes", Value: 1, Timestamp: new Date(noon - 4 * 60 * minute) });
    const list = async (input: object) => (await metrics.send(new ListMetricsCommand(input))).Metrics;
    expect(await list({})).toHaveLength(4);
    expect(await list({ Namespace: "Site", MetricName: "pushes", Dimensions: [{ Name: "stage" }] })).toEqual([
      { Namespace: "Site", MetricName: "pushes", Dimensions: stage("dev") },
      { Namespace: "Site", MetricName: "pushes", Dimensions: stage("prod") },
    ]);
    expect(await list({ Dimensions: stage("prod") })).toHaveLength(1);
    expect(await list({ Namespace: "Old" })).toEqual([{ Namespace: "Old", MetricName: "pushes", Dimensions: [] }]);
    expect(await list({ RecentlyActive: "PT3H" })).toHaveLength(3);
  });

  test("what CloudWatch does not take is refused whole, and in its words", async () => {
    const refused = async (Namespace: string, datum: Partial<MetricDatum>) => {
      const good = { MetricName: "good", Value: 1 };
      const error = await put(Namespace, good, { MetricName: "m", ...datum }).catch((reason) => reason);
      return `${error.name}: ${error.message}`;
    };
    expect(await refused("AWS/Lambda", { Value: 1 })).toMatch(/^InvalidParameterValueException: .*Namespace/);
    expect(await refused("Site", {})).toMatch(/^MissingRequiredParameterException: /);
    expect(await refused("Site", { Value: 1, Values: [1] })).toBe(
      "InvalidParameterCombinationException: The parameters MetricData.member.2.Value and MetricData.member.2.Values are mutually exclusive and you have specified both.",
    );
    expect(await refused("Site", { Values: [1], Counts: [1, 2] })).toMatch(/same size/);
    expect(await refused("Site", { Value: 1, Unit: "Hours" as "Count" })).toMatch(/MetricData.member.2.Unit/);
    expect(await refused("Site", { Value: 1, Timestamp: at(-15 * 24 * 60) })).toMatch(/two weeks in the past/);
    expect(await refused("Site", { Value: 1, Timestamp: at(151) })).toMatch(/two hours in the future/);
    expect(await refused("Site", { Value: 2 ** 361 })).toMatch(/MetricData.member.2.Value/);
    expect((await metrics.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
    await expect(metrics.send(new GetMetricDataCommand({ ...whole, MetricDataQueries: [query("tm90")] }))).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringContaining("tm90"),
    });
    const math = new GetMetricDataCommand({ ...whole, MetricDataQueries: [{ Id: "e", Expression: "1 + 1" }] });
    await expect(metrics.send(math)).rejects.toThrow(/metric math/);
    await expect(metrics.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
      name: protocol === undefined ? "UnknownOperationException" : "InvalidAction",
    });
  });

  test("large requests come compressed", async () => {
    const MetricData = Array.from({ length: 600 }, (_, index) => ({ MetricName: `metric-${index}`, Value: index }));
    await put("Many", ...MetricData);
    const pages: number[] = [];
    for await (const { Metrics } of paginateListMetrics({ client: metrics }, { Namespace: "Many" }))
      pages.push(Metrics?.length ?? 0);
    expect(pages).toEqual([500, 100]);
  });

  test("pages of data hold as many points as asked, over all metrics", async () => {
    for (let index = 0; index < 5; index++) {
      await put("Site", { MetricName: "latency", Value: index, Timestamp: at(index) });
      await put("Site", { MetricName: "other", Value: 10 + index, Timestamp: at(index) });
    }
    const MetricDataQueries = [query("Sum", {}, 60), { ...query("Average", { MetricName: "other" }, 60), Id: "other" }];
    const pages: unknown[] = [];
    const input = { ...whole, MetricDataQueries, MaxDatapoints: 4, ScanBy: "TimestampAscending" as const };
    for await (const { MetricDataResults } of paginateGetMetricData({ client: metrics }, input))
      pages.push(MetricDataResults?.map(({ Values, StatusCode }) => [Values, StatusCode]));
    expect(pages).toEqual([
      [
        [[0, 1, 2, 3], "PartialData"],
        [[], "PartialData"],
      ],
      [
        [[4], "Complete"],
        [[10, 11, 12], "PartialData"],
      ],
      [
        [[], "Complete"],
        [[13, 14], "Complete"],
      ],
    ]);
  });
});

describe("of one protocol or the other", () => {
  beforeEach(() => boot());

  test("metrics survive a restart", async () => {
    await put("Site", { MetricName: "latency", Values: [1, 2, 3], Timestamp: at(0) });
    await end();
    await boot();
    const { MetricDataResults } = await metrics.send(new GetMetricDataCommand({ ...whole, MetricDataQueries: [query("p100")] }));
    expect(MetricDataResults?.[0]?.Values).toEqual([3]);
  });

  test("seconds are told apart where they were put so", async () => {
    const datum = { MetricName: "latency", Value: 1 };
    await put("Site", { ...datum, Timestamp: new Date(noon + 1000), StorageResolution: 1 });
    await put("Site", { ...datum, Timestamp: new Date(noon + 11_000), StorageResolution: 1 });
    await put("Site", { ...datum, Timestamp: new Date(noon + 2000) });
    const values = async (period: number) => {
      const { MetricDataResults } = await metrics.send(
        new GetMetricDataCommand({ ...whole, MetricDataQueries: [query("Sum", {}, period)] }),
      );
      return MetricDataResults?.[0]?.Values;
    };
    expect(await values(10)).toEqual([1, 1]);
    expect(await values(60)).toEqual([3]);
  });

  test("asks IAM, on no resource in particular", async () => {
    const role = "arn:aws:iam::000000000000:role/nobody";
    const trustPolicy = {
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    cloud.cloud.iam.putRole({ roleName: "nobody", arn: role, trustPolicy, policies: [] });
    const nobody = new CloudWatchClient(cloud.as(role));
    await expect(nobody.send(new ListMetricsCommand({}))).rejects.toThrow(/not authorized to perform: cloudwatch:ListMetrics/);
    nobody.destroy();
  });
});
