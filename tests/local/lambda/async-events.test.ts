import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { LambdaPort, Principal, Service, SqsPort } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { createLambda } from "../../../local/services/lambda/index.ts";
import { applyResource, deployFunction } from "./support/deployed.ts";
import { type FakeCloud, fakeCloud } from "./support/fake-cloud.ts";

const topic: Principal = {
  kind: "service",
  service: "sns.amazonaws.com",
  sourceArn: "arn:aws:sns:eu-central-1:000000000000:pushes",
};
const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:subject";
let fake: FakeCloud;
let lambda: Service & { port: LambdaPort };

beforeEach(() => {
  fake = fakeCloud();
  lambda = createLambda(fake.cloud);
});
afterEach(async () => {
  await lambda.stop?.();
  fake.remove();
});

const echo =
  "export const handler = async (event, { awsRequestId }) => { console.log(['got', event.n, awsRequestId].join(' ')); if (event.fail) throw new Error('no') }";
const deploy = (properties: Record<string, unknown> = {}) => deployFunction(lambda, fake.cloud, "subject", echo, properties);
const send = (payload: unknown) =>
  lambda.port.invokeAsync({ functionName: functionArn, payload: JSON.stringify(payload), principal: topic });
const folder = () => join(fake.cloud.stateFolder("lambda"), "events");
const queued = () => readdirSync(folder()).filter((name) => name.endsWith(".json"));
const handled = () => fake.logs.flatMap(({ line }) => /got (\d+) (\S+)/.exec(line)?.slice(1) ?? []);

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error("It did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("an accepted event is on disk, and gone once it was handled", async () => {
  await deploy();
  await send({ n: 1 });
  expect(queued()).toHaveLength(1);
  await lambda.start?.();
  await until(() => queued().length === 0);
  expect(handled()[0]).toBe("1");
});

test("an event that a killed process left is handled by the next", async () => {
  await deploy();
  await send({ n: 1 });
  const next = createLambda(fake.cloud);
  await deployFunction(next, fake.cloud, "subject", echo);
  await next.start?.();
  await until(() => queued().length === 0);
  expect(handled()).toHaveLength(2);
  await next.stop?.();
});

test("stopping in the middle of an event keeps it", async () => {
  await deployFunction(
    lambda,
    fake.cloud,
    "subject",
    "export const handler = async () => { console.log('begun'); await new Promise(() => setInterval(() => {}, 1e6)) }",
    { Timeout: 60 },
  );
  await lambda.start?.();
  await send({ n: 1 });
  await until(() => fake.logs.some(({ line }) => line.endsWith("begun")));
  await lambda.stop?.();
  expect(queued()).toHaveLength(1);
  expect(fake.events.filter(({ type }) => type === "delivery-failed")).toEqual([]);
});

test("a failing event is tried three times under one request id, a minute and two minutes apart, then reported and kept", async () => {
  await deploy();
  await lambda.start?.();
  await send({ n: 1, fail: true });
  await until(() => fake.clock.pending()[0] === 60_000);
  fake.clock.advance(60_000);
  await until(() => fake.clock.pending()[0] === 120_000);
  fake.clock.advance(120_000);
  await until(() => queued().length === 0);
  const [, requestId] = handled();
  expect(handled()).toEqual(["1", requestId, "1", requestId, "1", requestId]);
  expect(readdirSync(join(folder(), "dead"))).toEqual([`${requestId}.json`]);
  const from = topic.kind === "service" && topic.sourceArn;
  expect(fake.events).toContainEqual({ type: "delivery-failed", from, to: functionArn, error: "Error", message: "no" });
});

describe("with a dead-letter queue", () => {
  const queue = "arn:aws:sqs:eu-central-1:000000000000:subject-failures";
  const sent: Parameters<SqsPort["send"]>[0][] = [];
  const refusals: Error[] = [];
  beforeEach(() => {
    fake.remove();
    sent.length = 0;
    const sqs: SqsPort = {
      async send(message) {
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        sent.push(message);
        return { messageId: message.messageId ?? "" };
      },
    };
    fake = fakeCloud({ sqs });
    lambda = createLambda(fake.cloud);
  });
  const fail = async () => {
    await deploy({ DeadLetterConfig: { TargetArn: queue } });
    await lambda.start?.();
    await send({ n: 1, fail: true });
    for (const delay of [60_000, 120_000]) {
      await until(() => fake.clock.pending()[0] === delay);
      fake.clock.advance(delay);
    }
    await until(() => queued().length === 0);
  };

  test("an event that failed three times is sent there as it came, by the function's role, under its request's id", async () => {
    await fail();
    const [, requestId = ""] = handled();
    expect(sent).toEqual([
      {
        queueArn: queue,
        body: '{"n":1,"fail":true}',
        attributes: {
          RequestID: { type: "String", value: requestId },
          ErrorCode: { type: "Number", value: "200" },
          ErrorMessage: { type: "String", value: "no" },
        },
        messageId: requestId,
        principal: { kind: "role", roleArn: "arn:aws:iam::000000000000:role/subject", sessionName: "subject" },
      },
    ]);
    expect(existsSync(join(folder(), "dead"))).toBe(false);
    expect(fake.events).toContainEqual(expect.objectContaining({ type: "delivery-failed", to: functionArn, message: "no" }));
  });

  test("one that is throttled until it is too old is sent with what kept it from running", async () => {
    await deploy({ DeadLetterConfig: { TargetArn: queue }, ReservedConcurrentExecutions: 0 });
    await lambda.start?.();
    await send({ n: 1 });
    await until(() => fake.clock.pending()[0] === 1_000);
    fake.clock.advance(21_601_000);
    await until(() => queued().length === 0);
    expect(sent[0]?.attributes).toMatchObject({ ErrorCode: { value: "429" }, ErrorMessage: { value: "Rate Exceeded." } });
  });

  test("what the queue refuses is reported, and kept on disk", async () => {
    refusals.push(new AwsError("QueueDoesNotExist", "The specified queue does not exist."));
    await fail();
    expect(sent).toEqual([]);
    expect(fake.events).toContainEqual(
      expect.objectContaining({ type: "delivery-failed", from: functionArn, to: queue, error: "QueueDoesNotExist" }),
    );
    expect(readdirSync(join(folder(), "dead"))).toHaveLength(1);
  });

  test("a role that may not send to it stops the boot, and so does what is no queue", async () => {
    fake.denied.add("sqs:SendMessage");
    await expect(deploy({ DeadLetterConfig: { TargetArn: queue } })).rejects.toThrow(
      "The provided execution role does not have permissions to call SendMessage on SQS",
    );
    await expect(deploy({ DeadLetterConfig: { TargetArn: functionArn } })).rejects.toThrow("is not the ARN of an SQS queue");
  });
});

test("an EventInvokeConfig sets the attempts and the age", async () => {
  await deploy();
  await applyResource(lambda, fake.cloud, "AWS::Lambda::EventInvokeConfig", {
    FunctionName: "subject",
    Qualifier: "$LATEST",
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 60,
  });
  await send({ n: 1, fail: true });
  fake.clock.advance(30_000);
  await send({ n: 2 });
  fake.clock.advance(31_000);
  await lambda.start?.();
  await until(() => queued().length === 0);
  expect(handled().filter((_part, index) => index % 2 === 0)).toEqual(["2"]);
  expect(fake.events).toContainEqual(expect.objectContaining({ type: "delivery-failed", error: "EventAgeExceeded" }));
});

test("reserved concurrency makes events wait, none is lost", async () => {
  await deploy({ ReservedConcurrentExecutions: 1 });
  await lambda.start?.();
  await Promise.all([1, 2, 3].map((n) => send({ n })));
  await until(() => queued().length === 0);
  expect(new Set(fake.logs.map(({ stream }) => stream)).size).toBe(1);
  expect(
    handled()
      .filter((_part, index) => index % 2 === 0)
      .sort(),
  ).toEqual(["1", "2", "3"]);
});

test("a function whose reserved concurrency is 0 throttles: the event is tried again, and no attempt is counted", async () => {
  await deploy({ ReservedConcurrentExecutions: 0 });
  await lambda.start?.();
  await send({ n: 1 });
  await until(() => fake.clock.pending()[0] === 1_000);
  fake.clock.advance(21_601_000);
  await until(() => queued().length === 0);
  expect(fake.events).toContainEqual(expect.objectContaining({ type: "delivery-failed", error: "EventAgeExceeded" }));
});

test("is refused at once without permission, without a function, or with more than 1 MB", async () => {
  await expect(send({ n: 1 })).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  await deploy();
  await expect(send("x".repeat(1_048_576))).rejects.toMatchObject({ code: "RequestTooLargeException" });
  fake.denied.add("lambda:InvokeFunction");
  await expect(send({ n: 1 })).rejects.toMatchObject({ code: "AccessDeniedException" });
  expect(fake.asked.at(-1)).toEqual({ principal: topic, action: "lambda:InvokeFunction", resource: functionArn });
  expect(queued()).toEqual([]);
});
