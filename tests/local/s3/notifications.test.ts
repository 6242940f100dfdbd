/** Buckets that tell functions of their objects: which, when, in which words, and until when. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import type { Clock, Cloud, CloudEvent, LambdaRequest, Principal } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { notificationConfiguration } from "../../../local/services/s3/notifications/configuration.ts";
import { Notifications } from "../../../local/services/s3/notifications/notifications.ts";
import { createSequencer } from "../../../local/services/s3/notifications/sequencer.ts";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:look";
const principal: Principal = { kind: "role", roleArn: "arn:aws:iam::000000000000:role/app/writer", sessionName: "w1" };
const by = { principal, requestId: "C3D13FE58DE4C810" };
const record = { size: 1024, etag: "d41d8cd98f00b204e9800998ecf8427e" };
const put = (key: string) => ({ name: "ObjectCreated:Put", bucket: "things", key, record, by }) as const;
const configuration = (...all: object[]) => ({
  LambdaConfigurations: all.map((one) => ({ Event: "s3:ObjectCreated:*", Function: functionArn, ...one })),
});
const filter = (...rules: [string, string][]) => ({
  Filter: { S3Key: { Rules: rules.map(([Name, Value]) => ({ Name, Value })) } },
});

let folder: string;
let now = 0;
let timers: { time: number; callback: () => void }[] = [];
let invoked: LambdaRequest[] = [];
let events: CloudEvent[] = [];
let answer: () => void = () => {};
let allowed = true;
const clock: Clock = {
  now: () => now,
  at(time, callback) {
    timers.push({ time, callback });
    return () => {};
  },
};
const cloud = () =>
  ({
    accountId: "000000000000",
    region: "us-east-1",
    clock,
    stateFolder: (name: string) => join(folder, name),
    iam: { allows: () => allowed },
    lambda: {
      async invokeAsync(request: LambdaRequest) {
        invoked.push(request);
        answer();
      },
    },
    emit: (event: CloudEvent) => void events.push(event),
  }) as unknown as Cloud;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notifications-"));
  now = Date.UTC(2026, 10, 23, 20);
  timers = [];
  invoked = [];
  events = [];
  answer = () => {};
  allowed = true;
});
afterEach(() => rmSync(folder, { recursive: true }));

function configured(...all: object[]): Notifications {
  const notifications = new Notifications(cloud());
  notifications.configure("things", notificationConfiguration.parse(configuration(...all)));
  return notifications;
}
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await turn();
}
async function pass(milliseconds: number): Promise<void> {
  now += milliseconds;
  for (const timer of timers.filter(({ time }) => time <= now)) timer.callback();
  timers = timers.filter(({ time }) => time > now);
  await settled();
}
/** What the function was handed, oldest first. */
const told = () => invoked.map(({ payload }) => JSON.parse(payload).Records[0]);

it("hands the function S3's own event, as S3 on behalf of the bucket", async () => {
  const notifications = configured({});
  notifications.start();
  notifications.tell(put("a b/ü+(1).jpg"));
  await settled();
  expect(invoked).toEqual([
    {
      functionName: functionArn,
      payload: expect.any(String),
      principal: { kind: "service", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::things" },
    },
  ]);
  expect(told()).toEqual([
    {
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "us-east-1",
      eventTime: "2026-11-23T20:00:00.000Z",
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "AWS:writer:w1" },
      requestParameters: { sourceIPAddress: "127.0.0.1" },
      responseElements: { "x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": expect.any(String) },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        bucket: { name: "things", ownerIdentity: { principalId: "000000000000" }, arn: "arn:aws:s3:::things" },
        object: {
          key: "a+b/%C3%BC%2B%281%29.jpg",
          size: 1024,
          eTag: "d41d8cd98f00b204e9800998ecf8427e",
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
        },
      },
    },
  ]);
  await notifications.stop();
});

it("tells of what was removed without size and ETag", async () => {
  const notifications = configured({ Event: "s3:ObjectRemoved:Delete" });
  notifications.start();
  notifications.tell({ name: "ObjectRemoved:Delete", bucket: "things", key: "k", record: undefined, by });
  await settled();
  expect(told()[0].s3.object).toEqual({ key: "k", sequencer: expect.any(String) });
  await notifications.stop();
});

it.each<[string, object, string, boolean]>([
  ["any key", {}, "k", true],
  ["a prefix that fits", filter(["prefix", "photos/"]), "photos/a.jpg", true],
  ["a prefix that does not", filter(["prefix", "photos/"]), "a.jpg", false],
  ["both that fit", filter(["Prefix", "photos/"], ["Suffix", ".jpg"]), "photos/a.jpg", true],
  ["a suffix that does not", filter(["prefix", "photos/"], ["suffix", ".jpg"]), "photos/a.png", false],
  ["the event by name", { Event: "s3:ObjectCreated:Put" }, "k", true],
  ["another event", { Event: "s3:ObjectCreated:Copy" }, "k", false],
  ["another kind of event", { Event: "s3:ObjectRemoved:*" }, "k", false],
])("%s: %j, %s, told %s", async (_what, given, key, expected) => {
  const notifications = configured(given);
  notifications.start();
  notifications.tell(put(key));
  await settled();
  expect(invoked).toHaveLength(expected ? 1 : 0);
  await notifications.stop();
});

it("tells nobody of another bucket", async () => {
  const notifications = configured({});
  notifications.start();
  notifications.tell({ ...put("k"), bucket: "others" });
  await settled();
  expect(invoked).toEqual([]);
  await notifications.stop();
});

it("delivers after a restart what was accepted before it", async () => {
  configured({}).tell(put("k"));
  const next = configured({});
  next.start();
  await settled();
  expect(told()[0].s3.object.key).toBe("k");
  await next.stop();
});

it("tries again what Lambda can't take, later and later, and gives up after a day", async () => {
  const notifications = configured({});
  notifications.start();
  answer = () => {
    throw new AwsError("ServiceException", "not now", 500);
  };
  notifications.tell(put("k"));
  await settled();
  for (const seconds of [1, 2, 4]) {
    const before = invoked.length;
    await pass(seconds * 1000 - 1);
    expect(invoked).toHaveLength(before);
    await pass(1);
    expect(invoked).toHaveLength(before + 1);
  }
  expect(events).toEqual([]);
  await pass(24 * 3600_000);
  expect(events).toEqual([
    expect.objectContaining({ type: "delivery-failed", from: "arn:aws:s3:::things", error: "ServiceException" }),
  ]);
  await notifications.stop();
});

it("gives up at once what Lambda refuses, and says so", async () => {
  const notifications = configured({});
  notifications.start();
  answer = () => {
    throw new AwsError("AccessDeniedException", "no", 403);
  };
  notifications.tell(put("k"));
  await settled();
  expect(events).toEqual([
    { type: "delivery-failed", from: "arn:aws:s3:::things", to: functionArn, error: "AccessDeniedException", message: "no" },
  ]);
  await notifications.stop();
});

it("refuses a function that S3 may not invoke", () => {
  allowed = false;
  expect(() => configured({})).toThrow(
    expect.objectContaining({
      code: "InvalidArgument",
      message: `Unable to validate the following destination configurations: ${functionArn}`,
    }),
  );
});

it.each<[string, object[], boolean]>([
  ["of one event, without filters", [{}, {}], false],
  ["of a common event by name", [{}, { Event: "s3:ObjectCreated:Put" }], false],
  ["of unlike events", [{}, { Event: "s3:ObjectRemoved:*" }], true],
  ["with unlike prefixes", [filter(["prefix", "a"]), filter(["prefix", "b"])], true],
  ["with a prefix inside the other", [filter(["prefix", "a"]), filter(["prefix", "a/b"])], false],
  ["with unlike suffixes", [filter(["suffix", ".jpg"]), filter(["suffix", ".png"])], true],
])("two configurations %s: %j, taken %s", (_what, given, taken) => {
  const configure = () => configured(...given);
  if (taken) expect(configure).not.toThrow();
  else expect(configure).toThrow(expect.objectContaining({ code: "InvalidArgument" }));
});

it.each([
  ["a queue", { QueueConfigurations: [] }],
  ["EventBridge", { EventBridgeConfiguration: {} }],
  ["an event that never happens here", configuration({ Event: "s3:ObjectCreated:Post" })],
  ["a filter by something else", configuration(filter(["infix", "a"]))],
])("does not know %s", (_what, given) => {
  expect(notificationConfiguration.safeParse(given).success).toBe(false);
});

it("numbers changes upwards, whatever the clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1.7e12, max: 1.9e12 }), { minLength: 2 }), (times) => {
      const clockTimes = times.values();
      const next = createSequencer(() => clockTimes.next().value ?? 0);
      const numbers = times.map(() => next());
      expect(numbers).toEqual([...numbers].sort());
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
  );
});
