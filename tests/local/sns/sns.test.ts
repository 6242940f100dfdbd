import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Call, LambdaRequest, Service, SnsPort } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { deliverToTelephone } from "../../../local/services/sns/delivery/sms.ts";
import { createSns } from "../../../local/services/sns/index.ts";
import { applyResource } from "../lambda/support/deployed.ts";
import { type FakeCloud, fakeCloud } from "../lambda/support/fake-cloud.ts";

const topicArn = "arn:aws:sns:eu-central-1:000000000000:notices";
const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:notify";
const root = { kind: "root" } as const;

let fake: FakeCloud;
let sns: Service & { port: SnsPort };
let invoked: LambdaRequest[];
let answer: () => Promise<void>;

beforeEach(async () => {
  invoked = [];
  answer = async () => {};
  fake = fakeCloud({
    lambda: {
      invoke: () => Promise.reject(new Error("SNS invokes asynchronously")),
      invokeAsync: (request) => {
        invoked.push(request);
        return answer();
      },
    },
  });
  sns = await boot();
  await sns.start?.();
});
afterEach(async () => {
  await sns.stop?.();
  fake.remove();
});

/** A service over the state folder of this test with its topic, not started. */
async function boot(): Promise<Service & { port: SnsPort }> {
  const service = createSns(fake.cloud);
  await applyResource(service, fake.cloud, "AWS::SNS::Topic", { TopicName: "notices" });
  return service;
}

const subscribe = (Protocol: string, Endpoint: unknown, more = {}) =>
  applyResource(sns, fake.cloud, "AWS::SNS::Subscription", { TopicArn: topicArn, Protocol, Endpoint, ...more });

function call<Output = Record<string, unknown>>(name: string, input: Record<string, unknown>): Output {
  if (sns.wire?.protocol !== "query") throw new Error("SNS speaks Query");
  const operation = sns.wire.operations[name];
  if (!operation) throw new Error(`No operation ${name}`);
  const request: Call = { input, principal: root, requestId: "test" };
  return operation.run(request as Call<never>, fake.cloud) as Output;
}

const publish = (message: string, subject?: string) =>
  sns.port.publish({ topicArn, message, principal: root, ...(subject === undefined ? {} : { subject }) });

/** Lets what was accepted be delivered. */
const delivered = () => new Promise((resolve) => setImmediate(resolve));

const pending = () => readdirSync(join(fake.cloud.stateFolder("sns"), "deliveries")).filter((name) => name.endsWith(".json"));
const texts = () =>
  readFileSync(join(fake.cloud.stateFolder("sns"), "sms.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "");

test("a topic's Ref is its ARN, and a nameless topic is named by the stack", async () => {
  expect(await applyResource(sns, fake.cloud, "AWS::SNS::Topic", {})).toEqual({
    ref: "arn:aws:sns:eu-central-1:000000000000:test-Thing-1a2b3c",
    attributes: {
      TopicName: "test-Thing-1a2b3c",
      TopicArn: "arn:aws:sns:eu-central-1:000000000000:test-Thing-1a2b3c",
    },
  });
});

test("hands a function the event in exactly AWS's shape", async () => {
  const { ref } = await subscribe("lambda", functionArn);
  const { messageId } = await publish("hello", "A subject");
  await delivered();
  expect(invoked).toEqual([
    {
      functionName: functionArn,
      principal: { kind: "service", service: "sns.amazonaws.com", sourceArn: topicArn },
      payload: expect.any(String),
    },
  ]);
  const event = JSON.parse(invoked[0]?.payload ?? "");
  expect(event.Records[0]).toMatchObject({
    EventSubscriptionArn: ref,
    Sns: {
      MessageId: messageId,
      TopicArn: topicArn,
      Subject: "A subject",
      Message: "hello",
      Timestamp: "2026-11-23T00:00:00.000Z",
    },
  });
  expect(pending()).toEqual([]);

  const captured = JSON.parse(readFileSync("tests/events/sns-notification.json", "utf8"));
  captured.Records[0].Sns.MessageAttributes = {};
  expect(shapeOf(event)).toEqual(shapeOf(captured));
});

test("a message without a subject has null for it; attributes travel along", async () => {
  await subscribe("lambda", functionArn);
  call("Publish", { TopicArn: topicArn, Message: "m", MessageAttributes: { kind: { DataType: "String", StringValue: "push" } } });
  await delivered();
  expect(JSON.parse(invoked[0]?.payload ?? "").Records[0].Sns).toMatchObject({
    Subject: null,
    MessageAttributes: { kind: { Type: "String", Value: "push" } },
  });
});

test("a text is appended to a file and announced", async () => {
  await subscribe("sms", "+491701234567");
  const { messageId } = await publish("published");
  await delivered();
  expect(texts().map((line) => JSON.parse(line))).toEqual([
    { messageId, phoneNumber: "+491701234567", message: "published", topicArn, timestamp: "2026-11-23T00:00:00.000Z" },
  ]);
  expect(fake.events).toContainEqual({ type: "sms", phoneNumber: "+491701234567", message: "published", topicArn });
});

test("a text whose delivery is made again, since a killed process could not say that it was made, is sent once", () => {
  const message = { messageId: "m", topicArn: "t", subject: undefined, message: "once", attributes: {}, timestamp: "now" };
  const to = (endpoint: string) =>
    deliverToTelephone(message, { arn: "s", topicArn: "t", protocol: "sms", endpoint }, fake.cloud);
  for (const endpoint of ["+491701234567", "+491701234567", "+491701234568", "+491701234567"]) to(endpoint);
  expect(texts().map((line) => JSON.parse(line).phoneNumber)).toEqual(["+491701234567", "+491701234568"]);
  expect(fake.events.filter(({ type }) => type === "sms")).toHaveLength(2);
});

test("a text after a torn line stands on a line of its own", async () => {
  await subscribe("sms", "+491701234567");
  appendFileSync(join(fake.cloud.stateFolder("sns"), "sms.jsonl"), '{"messageId":"torn');
  await publish("whole");
  await delivered();
  expect(JSON.parse(texts()[1] ?? "")).toMatchObject({ message: "whole" });
});

test("a text of more than 1,600 characters fails, and is told", async () => {
  await subscribe("sms", "+491701234567");
  await publish("x".repeat(1_601));
  await delivered();
  expect(fake.events).toContainEqual(
    expect.objectContaining({ type: "delivery-failed", from: topicArn, to: "+491701234567", error: "InvalidParameter" }),
  );
  expect(existsSync(join(fake.cloud.stateFolder("sns"), "sms.jsonl"))).toBe(false);
});

test("a function that gives SNS no permission is a failed delivery, not retried", async () => {
  answer = () => Promise.reject(new AwsError("AccessDeniedException", "not authorized to perform: lambda:InvokeFunction", 403));
  await subscribe("lambda", functionArn);
  await publish("hello");
  await delivered();
  expect(fake.events).toEqual([
    {
      type: "delivery-failed",
      from: topicArn,
      to: functionArn,
      error: "AccessDeniedException",
      message: "not authorized to perform: lambda:InvokeFunction",
    },
  ]);
  expect(pending()).toEqual([]);
  expect(readdirSync(join(fake.cloud.stateFolder("sns"), "deliveries/dead"))).toHaveLength(1);
  fake.clock.advance(3_600_000);
  await delivered();
  expect(invoked).toHaveLength(1);
});

test("a fault of the other service is retried: at once, then after a second", async () => {
  answer = () => Promise.reject(new AwsError("ServiceException", "later", 500));
  await subscribe("lambda", functionArn);
  await publish("hello");
  for (let turn = 0; turn < 5; turn++) await delivered();
  expect(invoked).toHaveLength(4);
  expect(fake.clock.pending()).toEqual([1_000]);
  answer = async () => {};
  fake.clock.advance(1_000);
  await delivered();
  expect(invoked).toHaveLength(5);
  expect(pending()).toEqual([]);
});

test("what was accepted and not delivered is delivered by the next start, subscriptions as they were", async () => {
  await sns.stop?.();
  await subscribe("lambda", functionArn);
  const { messageId } = await publish("before the crash");
  expect(invoked).toEqual([]);
  sns = await boot();
  await sns.start?.();
  await delivered();
  expect(invoked.map(({ payload }) => JSON.parse(payload).Records[0].Sns.MessageId)).toEqual([messageId]);
  expect(pending()).toEqual([]);
});

test("a client's subscription survives a restart and can be ended", async () => {
  const { SubscriptionArn } = call<{ SubscriptionArn: string }>("Subscribe", {
    TopicArn: topicArn,
    Protocol: "lambda",
    Endpoint: functionArn,
  });
  expect(
    call<{ SubscriptionArn: string }>("Subscribe", { TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn }),
  ).toEqual({ SubscriptionArn });
  sns = await boot();
  expect(call("ListSubscriptionsByTopic", { TopicArn: topicArn })).toEqual({
    Subscriptions: [{ SubscriptionArn, TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn, Owner: "000000000000" }],
  });
  call("Unsubscribe", { SubscriptionArn });
  sns = await boot();
  expect(call("ListSubscriptionsByTopic", { TopicArn: topicArn })).toEqual({ Subscriptions: [] });
});

test("subscriptions of all topics are listed, in pages of a hundred", async () => {
  await applyResource(sns, fake.cloud, "AWS::SNS::Topic", { TopicName: "other" });
  await subscribe("sms", "+491701234567", { TopicArn: topicArn.replace("notices", "other") });
  for (let number = 0; number < 102; number++) await subscribe("sms", `+4917000${1000 + number}`);
  interface Page {
    readonly Subscriptions: { readonly TopicArn: string; readonly Endpoint: string }[];
    readonly NextToken?: string;
  }
  const first = call<Page>("ListSubscriptions", {});
  expect(first.Subscriptions).toHaveLength(100);
  const second = call<Page>("ListSubscriptions", { NextToken: first.NextToken });
  expect(second.Subscriptions.map(({ Endpoint }) => Endpoint)).toEqual(["+49170001100", "+49170001101", "+491701234567"]);
  expect(second).not.toHaveProperty("NextToken");
  const ofTopic = call<Page>("ListSubscriptionsByTopic", { TopicArn: topicArn, NextToken: "100" });
  expect(ofTopic.Subscriptions).toHaveLength(2);
  expect(() => call("ListSubscriptions", { NextToken: "x" })).toThrow(expect.objectContaining({ code: "InvalidParameter" }));
});

test("a topic describes itself", async () => {
  await subscribe("lambda", functionArn);
  expect(call("ListTopics", {})).toEqual({ Topics: [{ TopicArn: topicArn }] });
  const { Attributes } = call<{ Attributes: Map<string, string> }>("GetTopicAttributes", { TopicArn: topicArn });
  expect(Object.fromEntries(Attributes)).toMatchObject({ TopicArn: topicArn, SubscriptionsConfirmed: "1" });
});

test.each([
  ["an empty message", { Message: "" }, "Invalid parameter: Empty message"],
  ["more than 256 KB", { Message: "ä".repeat(131_073) }, "Invalid parameter: Message too long"],
  ["a subject of 100 characters", { Message: "m", Subject: "s".repeat(100) }, "Invalid parameter: Subject"],
  ["a subject with a line break", { Message: "m", Subject: "a\nb" }, "Invalid parameter: Subject"],
  ["a subject that begins with a space", { Message: "m", Subject: " a" }, "Invalid parameter: Subject"],
  ["a subject that is not ASCII", { Message: "m", Subject: "Grüße" }, "Invalid parameter: Subject"],
  ["a telephone number", { Message: "m", PhoneNumber: "+491701234567" }, /PhoneNumber/],
  ["a structure that is not json", { Message: "m", MessageStructure: "xml" }, /MessageStructure/],
  ...["m", "[]", "null", "7"].map((Message) => [
    `the structured message ${Message}`,
    { Message, MessageStructure: "json" },
    "Invalid parameter: Message Structure - JSON message body failed to parse",
  ]),
  ...["{}", '{"sms":"m"}', '{"default":7}'].map((Message) => [
    `the structured message ${Message}`,
    { Message, MessageStructure: "json" },
    "Invalid parameter: Message Structure - No default entry in JSON message body",
  ]),
  ["an attribute without a value", { Message: "m", MessageAttributes: { a: { DataType: "String" } } }, /MessageAttributes\.a/],
] as [string, Record<string, unknown>, string | RegExp][])("refuses %s", (_what, input, message) => {
  expect(() => call("Publish", { TopicArn: topicArn, ...input })).toThrow(
    expect.objectContaining({ code: "InvalidParameter", message: expect.stringMatching(message) }),
  );
});

test("a structured message says to each protocol what is meant for it, and the default to the others", async () => {
  await subscribe("sms", "+491701234567");
  await subscribe("lambda", functionArn);
  const Message = JSON.stringify({
    default: "the long story",
    sms: "in short",
    email: "Dear",
    lambda: 7,
    carrier: { pigeon: 1 },
  });
  call("Publish", { TopicArn: topicArn, Message, MessageStructure: "json", Subject: "News" });
  await delivered();
  expect(texts().map((line) => JSON.parse(line))).toMatchObject([{ message: "in short" }]);
  expect(JSON.parse(invoked[0]?.payload ?? "").Records[0].Sns).toMatchObject({ Message: "the long story", Subject: "News" });
});

test("without a structure, JSON is a message like any other", async () => {
  await subscribe("sms", "+491701234567");
  call("Publish", { TopicArn: topicArn, Message: '{"default":"d","sms":"s"}' });
  await delivered();
  expect(texts().map((line) => JSON.parse(line).message)).toEqual(['{"default":"d","sms":"s"}']);
});

test("the longest message and the longest subject pass", () => {
  expect(call("Publish", { TopicArn: topicArn, Message: "m".repeat(262_144), Subject: `!${"s".repeat(98)}` })).toEqual({
    MessageId: expect.any(String),
  });
});

test("publishing asks IAM for the topic, before it says whether the topic exists", async () => {
  fake.denied.add("sns:Publish");
  const other = `${topicArn}-absent`;
  await expect(sns.port.publish({ topicArn: other, message: "m", principal: root })).rejects.toMatchObject({
    code: "AuthorizationError",
    status: 403,
  });
  expect(fake.asked).toEqual([{ principal: root, action: "sns:Publish", resource: other }]);
  fake.denied.clear();
  await expect(sns.port.publish({ topicArn: other, message: "m", principal: root })).rejects.toMatchObject({
    code: "NotFound",
    status: 404,
  });
});

test.each([
  ["email", "a@example.com"],
  ["sms", "0170 1234567"],
  ["lambda", "notify"],
])("refuses a subscription of %s to %s", async (protocol, endpoint) => {
  await expect(subscribe(protocol, endpoint)).rejects.toMatchObject({ code: "InvalidParameter" });
});

test.each([
  ["AWS::SNS::Topic", { KmsMasterKeyId: "alias/aws/sns" }],
  ["AWS::SNS::Topic", { FifoTopic: true }],
  ["AWS::SNS::Subscription", { TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn, FilterPolicy: {} }],
  ["AWS::SNS::Subscription", { TopicArn: topicArn, Protocol: "lambda", Endpoint: functionArn, RawMessageDelivery: true }],
])("refuses by name what it does not do: %s %j", async (type, properties) => {
  await expect(applyResource(sns, fake.cloud, type, properties)).rejects.toThrow(
    new RegExp(Object.keys(properties).at(-1) ?? ""),
  );
});

test("a topic policy is the topic's resource policy", async () => {
  const Statement = [
    { Effect: "Allow", Principal: { Service: "codecommit.amazonaws.com" }, Action: "sns:Publish", Resource: topicArn },
  ];
  await applyResource(sns, fake.cloud, "AWS::SNS::TopicPolicy", {
    PolicyDocument: { Version: "2012-10-17", Id: "one", Statement },
    Topics: [topicArn],
  });
  expect(fake.resourcePolicies.get(`${topicArn}#policy`)).toEqual({ Version: "2012-10-17", Statement });
  const { Attributes } = call<{ Attributes: Map<string, string> }>("GetTopicAttributes", { TopicArn: topicArn });
  expect(JSON.parse(Attributes.get("Policy") ?? "")).toEqual({ Version: "2012-10-17", Statement });
});

/** The same keys in the same places, with the types of what they hold. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
