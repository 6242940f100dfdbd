/** SQS for clients that speak the Query protocol, in the words the AWS CLI 2.9 sends and expects. */
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

let cloud: TestCloud;
let QueueUrl: string;
beforeAll(async () => {
  const Work = { Type: "AWS::SQS::Queue", Properties: { QueueName: "work" } };
  cloud = await startTestCloud({ resources: { Work } });
  QueueUrl = cloud.created.Work?.ref ?? "";
});
afterAll(() => cloud.stop());

async function ask(parameters: Record<string, string>): Promise<{ status: number; body: string }> {
  const { region, credentials, endpoint } = cloud.clientConfig;
  const { hostname, host, port } = new URL(endpoint);
  const body = new URLSearchParams({ Version: "2012-11-05", ...parameters }).toString();
  const request = {
    method: "POST",
    protocol: "http:",
    hostname,
    port: Number(port),
    path: "/",
    query: {},
    headers: { host, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body,
  };
  const { headers } = await new SignatureV4({ service: "sqs", region, credentials, sha256: Sha256 }).sign(request);
  const answer = await fetch(endpoint, { method: "POST", headers, body });
  return { status: answer.status, body: await answer.text() };
}

it("sends and receives with flat lists, and numbers as text", async () => {
  const attribute = { Name: "Code", "Value.DataType": "Number", "Value.StringValue": "200" };
  const sent = await ask({
    Action: "SendMessage",
    QueueUrl,
    MessageBody: "hällo",
    DelaySeconds: "0",
    ...Object.fromEntries(Object.entries(attribute).map(([name, value]) => [`MessageAttribute.1.${name}`, value])),
  });
  expect(sent.body).toMatch(/<SendMessageResult>.*<MessageId>[0-9a-f-]{36}<\/MessageId>/);
  const received = await ask({
    Action: "ReceiveMessage",
    QueueUrl,
    MaxNumberOfMessages: "10",
    "AttributeName.1": "ApproximateReceiveCount",
    "MessageAttributeName.1": "All",
  });
  expect(received.body).toContain("<Message><MessageId>");
  expect(received.body).toContain("<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
  expect(received.body).toContain(
    "<MessageAttribute><Name>Code</Name><Value><DataType>Number</DataType><StringValue>200</StringValue></Value></MessageAttribute>",
  );
});

it("lists queues and attributes one element each", async () => {
  expect((await ask({ Action: "ListQueues" })).body).toContain(
    `<ListQueuesResult><QueueUrl>${QueueUrl}</QueueUrl></ListQueuesResult>`,
  );
  const names = { "AttributeName.1": "VisibilityTimeout", "AttributeName.2": "DelaySeconds" };
  expect((await ask({ Action: "GetQueueAttributes", QueueUrl, ...names })).body).toContain(
    "<Attribute><Name>VisibilityTimeout</Name><Value>30</Value></Attribute><Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute>",
  );
});

it("has the longer names of errors, and refuses a number that is none", async () => {
  expect(await ask({ Action: "GetQueueUrl", QueueName: "none" })).toEqual({
    status: 400,
    body: expect.stringContaining("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>"),
  });
  expect((await ask({ Action: "ReceiveMessage", QueueUrl, MaxNumberOfMessages: "many" })).body).toContain(
    "<Code>InvalidParameterValue</Code>",
  );
});
