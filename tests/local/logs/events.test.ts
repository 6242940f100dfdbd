import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeQueriesCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  PutLogEventsCommand,
  StartLiveTailCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { TestCloud } from "../support/test-cloud.ts";
import { logGroupName, noon, startLogs } from "./support.ts";

const root = { kind: "root" } as const;
let cloud: TestCloud;
let logs: CloudWatchLogsClient;
let clock: { time: number };
let stop: () => Promise<void>;
beforeEach(async () => ({ cloud, logs, clock, stop } = await startLogs()));
afterEach(() => stop());

const stream = (logStreamName: string) => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
const put = (logStreamName: string, ...logEvents: [number, string][]) =>
  logs.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName,
      logEvents: logEvents.map(([timestamp, message]) => ({ timestamp, message })),
    }),
  );
const get = async (logStreamName: string, more: Partial<GetLogEventsCommandInput> = {}) => {
  const { events = [], ...tokens } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...more }));
  return { messages: events.map(({ message }) => message), forward: tokens.nextForwardToken, backward: tokens.nextBackwardToken };
};
const filter = async (more: Partial<FilterLogEventsCommandInput>) =>
  (await logs.send(new FilterLogEventsCommand({ logGroupName, ...more }))).events?.map(({ message }) => message);

it("keeps the lines that a service writes, in order", async () => {
  cloud.cloud.logs.write({
    group: logGroupName,
    stream: "2026/11/23/[$LATEST]a",
    lines: ["one", "zwei ü\nhalf"],
    principal: root,
  });
  clock.time += 5;
  cloud.cloud.logs.write({ group: logGroupName, stream: "2026/11/23/[$LATEST]a", lines: ["three"], principal: root });
  const { events } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName: "2026/11/23/[$LATEST]a" }));
  expect(events).toEqual([
    { timestamp: noon, ingestionTime: noon, message: "one" },
    { timestamp: noon, ingestionTime: noon, message: "zwei ü\nhalf" },
    { timestamp: noon + 5, ingestionTime: noon + 5, message: "three" },
  ]);
});

describe("GetLogEvents", () => {
  beforeEach(async () => {
    await stream("s");
    await put("s", [noon, "2"], [noon, "3"], [noon + 2, "5"]);
    await put("s", [noon - 1, "1"], [noon + 1, "4"]);
  });

  it("answers the last events, in the order of their times", async () => {
    expect((await get("s")).messages).toEqual(["1", "2", "3", "4", "5"]);
    expect((await get("s", { limit: 2 })).messages).toEqual(["4", "5"]);
    expect((await get("s", { limit: 2, startFromHead: true })).messages).toEqual(["1", "2"]);
    expect((await get("s", { startTime: noon, endTime: noon + 2 })).messages).toEqual(["2", "3", "4"]);
  });

  it("pages forward, and answers the same token at the end until there is more", async () => {
    const first = await get("s", { limit: 2, startFromHead: true });
    const second = await get("s", { limit: 2, startFromHead: true, nextToken: first.forward });
    const third = await get("s", { limit: 2, startFromHead: true, nextToken: second.forward });
    expect([second.messages, third.messages]).toEqual([["3", "4"], ["5"]]);
    const end = await get("s", { startFromHead: true, nextToken: third.forward });
    expect(end).toMatchObject({ messages: [], forward: third.forward });
    await put("s", [noon + 3, "6"]);
    expect((await get("s", { startFromHead: true, nextToken: end.forward })).messages).toEqual(["6"]);
  });

  it("pages backward", async () => {
    const last = await get("s", { limit: 2 });
    const before = await get("s", { limit: 2, nextToken: last.backward });
    const first = await get("s", { limit: 2, nextToken: before.backward });
    expect([before.messages, first.messages]).toEqual([["2", "3"], ["1"]]);
    expect(await get("s", { nextToken: first.backward })).toMatchObject({ messages: [], backward: first.backward });
  });

  it("starts an empty stream's pages at its beginning", async () => {
    await stream("empty");
    const { forward } = await get("empty", { startFromHead: true });
    await put("empty", [noon, "first"]);
    expect((await get("empty", { nextToken: forward, startFromHead: true })).messages).toEqual(["first"]);
  });
});

describe("PutLogEvents", () => {
  const day = 24 * 60 * 60 * 1000;

  it("rejects events that are too old or too new, and keeps the others", async () => {
    await stream("s");
    const answer = await put("s", [noon - 15 * day, "old"], [noon, "now"], [noon + day, "new"]);
    expect(answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 2 });
    expect((await get("s")).messages).toEqual(["now"]);
  });

  it("wants a batch in order, and not too large", async () => {
    await stream("s");
    await expect(put("s", [noon, "a"], [noon - 1, "b"])).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(put("s", [noon, "x".repeat(1024 ** 2)])).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("wants a group and a stream", async () => {
    await expect(put("none", [noon, "a"])).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const elsewhere = new GetLogEventsCommand({ logGroupName: "none", logStreamName: "none" });
    await expect(logs.send(elsewhere)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("FilterLogEvents", () => {
  beforeEach(async () => {
    await stream("a/1");
    await stream("b/1");
    await put("a/1", [noon, "ERROR disk is full"], [noon + 2, "ok"]);
    await put("b/1", [noon + 1, 'ERROR network "down"']);
  });

  it("finds terms and phrases across streams, in the order of time", async () => {
    expect(await filter({})).toEqual(["ERROR disk is full", 'ERROR network "down"', "ok"]);
    expect(await filter({ filterPattern: "ERROR" })).toEqual(["ERROR disk is full", 'ERROR network "down"']);
    expect(await filter({ filterPattern: ' full ERROR "disk is" ' })).toEqual(["ERROR disk is full"]);
    expect(await filter({ filterPattern: '"\\"down\\""' })).toEqual(['ERROR network "down"']);
    expect(await filter({ filterPattern: "error" })).toEqual([]);
  });

  it("keeps to streams and times, and pages", async () => {
    expect(await filter({ logStreamNamePrefix: "b/" })).toEqual(['ERROR network "down"']);
    expect(await filter({ logStreamNames: ["a/1"], startTime: noon + 1, endTime: noon + 2 })).toEqual(["ok"]);
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 2 }));
    expect(await filter({ limit: 2, nextToken: page.nextToken })).toEqual(["ok"]);
  });

  it("takes terms of which one must be there, and terms that must not", async () => {
    expect(await filter({ filterPattern: "?disk ?ok" })).toEqual(["ERROR disk is full", "ok"]);
    expect(await filter({ filterPattern: 'ERROR -"disk is"' })).toEqual(['ERROR network "down"']);
    expect(await filter({ filterPattern: "-ERROR" })).toEqual(["ok"]);
  });

  it("takes the group's name or its ARN as an identifier", async () => {
    const find = async (input: object) =>
      (await logs.send(new FilterLogEventsCommand({ filterPattern: "ok", ...input }))).events?.length;
    expect(await find({ logGroupIdentifier: logGroupName })).toBe(1);
    expect(await find({ logGroupIdentifier: `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}` })).toBe(1);
    await expect(find({ logGroupIdentifier: logGroupName, logGroupName })).rejects.toThrow(/Exactly one/);
    await expect(find({})).rejects.toThrow(/Exactly one/);
  });

  it.each([
    "{ $.level = }",
    "{ level = 1 }",
    "{ $.a > x }",
    "{ $.a = 1",
    "{ $.a = %x% }",
    "[a, b]",
    "?ERROR WARN",
    "%ERR%",
    '"open',
    "a.b",
  ])("refuses %s", async (filterPattern) => {
    await expect(filter({ filterPattern })).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("groups and streams", () => {
  it("are made once", async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: "made/here" }));
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: "made/here" }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
    });
    await stream("s");
    await expect(stream("s")).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
    await expect(stream("a:b")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("are described", async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: "made/here" }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/" }));
    const arn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
    expect(logGroups).toEqual([
      { logGroupName, arn: `${arn}:*`, logGroupArn: arn, creationTime: noon, logGroupClass: "STANDARD", metricFilterCount: 0 },
    ]);
    expect(cloud.created.Group).toEqual({ ref: logGroupName, attributes: { Arn: `${arn}:*` } });

    for (const [name, time] of [
      ["a", noon],
      ["b", noon + 9],
      ["c", noon + 5],
    ] as const) {
      await stream(name);
      await put(name, [time, "x"]);
    }
    const byTime = new DescribeLogStreamsCommand({ logGroupName, orderBy: "LastEventTime", descending: true, limit: 2 });
    const page = await logs.send(byTime);
    expect(page.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(["b", "c"]);
    expect(page.logStreams?.[0]).toMatchObject({
      firstEventTimestamp: noon + 9,
      lastEventTimestamp: noon + 9,
      arn: `${arn}:log-stream:b`,
    });
    const next = await logs.send(new DescribeLogStreamsCommand({ ...byTime.input, nextToken: page.nextToken }));
    expect(next.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(["a"]);
  });
});

it("names what it does not run: live tail and queries", async () => {
  const streaming = new CloudWatchLogsClient({ ...cloud.clientConfig, disableHostPrefix: true });
  const group = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
  await expect(streaming.send(new StartLiveTailCommand({ logGroupIdentifiers: [group] }))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining("StartLiveTail"),
  });
  await expect(streaming.send(new DescribeQueriesCommand({}))).rejects.toMatchObject({ name: "UnknownOperationException" });
  streaming.destroy();
});
