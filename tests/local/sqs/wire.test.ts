/** SQS over the wire, by the SDK's own client, which checks the digests itself. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const queue = (QueueName: string, Properties: Record<string, unknown> = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: { QueueName, ...Properties },
});
const lambdaRole = (statement: object) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: "sender",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Policies: [{ PolicyName: "send", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } }],
  },
});
const resources = {
  Work: queue("work", { VisibilityTimeout: 2, MessageRetentionPeriod: "1209600", SqsManagedSseEnabled: "true" }),
  Small: queue("small", { MaximumMessageSize: 1024 }),
  Sender: lambdaRole({ Effect: "Allow", Action: "sqs:SendMessage", Resource: { "Fn::GetAtt": ["Work", "Arn"] } }),
};

let cloud: TestCloud;
let sqs: SQSClient;
let stateFolder: string;
let QueueUrl: string;

beforeEach(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), "sqs-"));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(stateFolder, { recursive: true });
});

async function start(): Promise<void> {
  cloud = await startTestCloud({ resources, stateFolder });
  sqs = new SQSClient({ ...cloud.clientConfig, maxAttempts: 1 });
  QueueUrl = cloud.created.Work?.ref ?? "";
}
async function stop(): Promise<void> {
  sqs.destroy();
  await cloud.stop();
}
const send = (MessageBody: string, more: object = {}) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (more: Omit<ReceiveMessageCommandInput, "QueueUrl"> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? [];
const md5 = (text: string) => createHash("md5").update(text).digest("hex");

it("is found by its name and in the list, with its attributes", async () => {
  expect(await sqs.send(new GetQueueUrlCommand({ QueueName: "work" }))).toMatchObject({ QueueUrl });
  expect(QueueUrl).toBe(`${cloud.endpoint}/000000000000/work`);
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "wo" }))).QueueUrls).toEqual([QueueUrl]);
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "none" }))).QueueUrls).toBeUndefined();
  const first = await sqs.send(new ListQueuesCommand({ MaxResults: 1 }));
  const second = await sqs.send(new ListQueuesCommand({ MaxResults: 1, NextToken: first.NextToken }));
  expect([first.QueueUrls, second.QueueUrls, second.NextToken]).toEqual([
    [`${cloud.endpoint}/000000000000/small`],
    [QueueUrl],
    undefined,
  ]);
  await send("one");
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  expect(Attributes).toMatchObject({
    QueueArn: "arn:aws:sqs:us-east-1:000000000000:work",
    ApproximateNumberOfMessages: "1",
    ApproximateNumberOfMessagesNotVisible: "0",
    VisibilityTimeout: "2",
    MessageRetentionPeriod: "1209600",
    SqsManagedSseEnabled: "true",
  });
});

it("gives what was sent, with its attributes when they are asked for, and the digests that AWS makes", async () => {
  const MessageAttributes = {
    Code: { DataType: "Number", StringValue: "200" },
    Picture: { DataType: "Binary.png", BinaryValue: new Uint8Array([0, 255, 7]) },
    "Text.one": { DataType: "String", StringValue: "über" },
  };
  const sent = await send("hällo\n", { MessageAttributes });
  expect(sent.MD5OfMessageBody).toBe(md5("hällo\n"));
  const [message] = await receive({ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] });
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: "hällo\n",
    MessageAttributes,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    Attributes: { SenderId: "000000000000", ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d{13}$/) },
  });
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }));
  const [again] = await receive({ MessageAttributeNames: ["Text.*"] });
  expect(Object.keys(again?.MessageAttributes ?? {})).toEqual(["Text.one"]);
  expect(again).not.toHaveProperty("Attributes");
});

it("digests attributes as the Developer Guide says", async () => {
  const bytes = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const expected = createHash("md5")
    .update(Buffer.concat([bytes("a"), bytes("Number"), Buffer.from([1]), bytes("1")]))
    .update(Buffer.concat([bytes("b"), bytes("String"), Buffer.from([1]), bytes("two")]))
    .digest("hex");
  const MessageAttributes = { b: { DataType: "String", StringValue: "two" }, a: { DataType: "Number", StringValue: "1" } };
  expect((await send("body", { MessageAttributes })).MD5OfMessageAttributes).toBe(expected);
});

it("hides what is received until its time is over, then gives it again under a new handle; only the newest deletes", async () => {
  await send("once");
  const [first] = await receive();
  expect(await receive()).toEqual([]);
  const [second] = await receive({ WaitTimeSeconds: 5, MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
  expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: "2" } });
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 0 }));
  const [third] = await receive();
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
  expect(await receive({ WaitTimeSeconds: 1 })).toEqual([]);
});

it("waits for a message as long as it is told to, and gives it at once when it comes", async () => {
  const started = performance.now();
  const waiting = receive({ WaitTimeSeconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await send("late");
  expect((await waiting)[0]?.Body).toBe("late");
  expect(performance.now() - started).toBeLessThan(10_000);
});

it("delays a message, gives ten at most, in the order they were sent", async () => {
  await send("delayed", { DelaySeconds: 900 });
  for (let number = 1; number <= 11; number++) await send(String(number));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessagesDelayed"] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesDelayed: "1" });
  expect((await receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 60 })).map(({ Body }) => Body)).toEqual(
    Array.from({ length: 10 }, (_, index) => String(index + 1)),
  );
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await receive()).toEqual([]);
  await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({ name: "PurgeQueueInProgress" });
});

it("keeps messages, and what is received of them, over a restart", async () => {
  await send("seen");
  const [seen] = await receive({ VisibilityTimeout: 600 });
  await send("kept");
  await stop();
  await start();
  expect((await receive({ MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(["kept"]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: seen?.ReceiptHandle }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "1" });
});

it("asks IAM about the queue", async () => {
  const role = new SQSClient({ ...cloud.as("arn:aws:iam::000000000000:role/sender"), maxAttempts: 1 });
  await role.send(new SendMessageCommand({ QueueUrl, MessageBody: "allowed" }));
  await expect(role.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
    name: expect.stringMatching(/AccessDenied/),
    message: expect.stringMatching(/sqs:ReceiveMessage on resource: arn:aws:sqs:us-east-1:000000000000:work/i),
  });
  role.destroy();
});

const small = () => cloud.created.Small?.ref;
it.each<[string, () => ConstructorParameters<typeof SendMessageCommand>[0], string]>([
  ["a queue that is not there", () => ({ QueueUrl: `${QueueUrl}-not`, MessageBody: "x" }), "QueueDoesNotExist"],
  ["a message that is too long", () => ({ QueueUrl: small(), MessageBody: "x".repeat(1025) }), "InvalidParameterValue"],
  ["no body", () => ({ QueueUrl, MessageBody: "" }), "MissingParameter"],
  ["characters that are none", () => ({ QueueUrl, MessageBody: "\u0001" }), "InvalidMessageContents"],
  ["too long a delay", () => ({ QueueUrl, MessageBody: "x", DelaySeconds: 901 }), "InvalidParameterValue"],
  ["a FIFO queue's parameter", () => ({ QueueUrl, MessageBody: "x", MessageGroupId: "group" }), "InvalidParameterValue"],
  [
    "an attribute of no type",
    () => ({ QueueUrl, MessageBody: "x", MessageAttributes: { a: { DataType: "Text", StringValue: "x" } } }),
    "InvalidParameterValue",
  ],
])("refuses %s", async (_what, input, name) => {
  await expect(sqs.send(new SendMessageCommand(input()))).rejects.toMatchObject({ name });
});

it("refuses handles that are none, and to hide what is deleted", async () => {
  await expect(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "none" }))).rejects.toMatchObject({
    name: "ReceiptHandleIsInvalid",
  });
  await send("gone");
  const [{ ReceiptHandle } = {}] = await receive();
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  await expect(
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 5 })),
  ).rejects.toMatchObject({ name: "InvalidParameterValue" });
});
