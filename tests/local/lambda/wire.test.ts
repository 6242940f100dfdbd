/** With the SDK's own clients, through the gateway, with IAM as the template has it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, type Dimension, GetMetricDataCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListLayersCommand,
} from "@aws-sdk/client-lambda";
import {
  GetTopicAttributesCommand,
  ListPlatformApplicationsCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { writeFileAtomically } from "../../../local/store/atomic-file.ts";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const assetsFolder = mkdtempSync(join(tmpdir(), "local-assets-"));
const sources: Record<string, string> = {
  echo: "export const handler = async (event) => { if (event.fail) throw new RangeError('asked to fail'); return event }",
  receiver: "export const handler = async (event) => { console.log('received ' + JSON.stringify(event)) }",
  measured: `const _aws = {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: "Site", Dimensions: [["stage"], []], Metrics: [{ Name: "pages", Unit: "Count" }, { Name: "sizes" }] }],
    };
    const line = JSON.stringify({ _aws, stage: "dev", pages: 7, sizes: [2, 9], note: "CloudWatch finds it" });
    export const handler = async ({ fail }) => {
      fail ? console.log(line) : process.stdout.write(line + "\\n");
      if (fail) throw new Error("asked to fail");
    }`,
  publisher: `import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
    const sns = new SNSClient();
    export const handler = ({ TopicArn }) => sns.send(new PublishCommand({ TopicArn, Message: "from a function" })).then(({ MessageId }) => MessageId);`,
};

function resources(): Record<string, unknown> {
  const role = (statements: unknown[]) => ({
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    },
  });
  const allow = (Action: string[], Resource: unknown) => ({ Effect: "Allow", Action, Resource });
  const logs = allow(["logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:*:*:*");
  const subject = (name: string, roleName: string) => ({
    Type: "AWS::Lambda::Function",
    Properties: {
      FunctionName: name,
      Handler: "index.handler",
      Runtime: "nodejs24.x",
      Timeout: 20,
      Role: { "Fn::GetAtt": [roleName, "Arn"] },
      Code: { S3Bucket: "assets", S3Key: `x/${name}.zip` },
    },
  });
  return {
    PlainRole: role([logs]),
    PublisherRole: role([logs, allow(["sns:Publish"], { Ref: "Topic" })]),
    Echo: subject("echo", "PlainRole"),
    Receiver: subject("receiver", "PlainRole"),
    Measured: subject("measured", "PlainRole"),
    Publisher: subject("publisher", "PublisherRole"),
    MeasuredLog: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/measured" } },
    ReceiverLog: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/receiver" } },
    Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "topic" } },
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Properties: { TopicArn: { Ref: "Topic" }, Protocol: "lambda", Endpoint: { "Fn::GetAtt": ["Receiver", "Arn"] } },
    },
    TopicMayInvoke: {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: { "Fn::GetAtt": ["Receiver", "Arn"] },
        Action: "lambda:InvokeFunction",
        Principal: "sns.amazonaws.com",
        SourceArn: { Ref: "Topic" },
      },
    },
    OtherTopic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "other" } },
  };
}

let cloud: TestCloud;
let lambda: LambdaClient;
let sns: SNSClient;

beforeAll(async () => {
  for (const [name, source] of Object.entries(sources)) {
    writeFileAtomically(join(assetsFolder, `${name}.zip`), zipSync({ "index.mjs": strToU8(source) }));
  }
  cloud = await startTestCloud({ resources: resources(), assetsFolder });
  lambda = new LambdaClient(cloud.clientConfig);
  sns = new SNSClient(cloud.clientConfig);
});
afterAll(async () => {
  lambda.destroy();
  sns.destroy();
  await cloud.stop();
  rmSync(assetsFolder, { recursive: true });
});

const ref = (logicalId: string) => cloud.created[logicalId]?.ref ?? "";
const arn = (logicalId: string) => cloud.created[logicalId]?.attributes.Arn ?? "";

async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It did not come to pass");
}

test("Invoke answers the result, the failure, and the log's tail", async () => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: "echo", Payload: '{"a":"ä"}', LogType: "Tail" }));
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
  expect(answer.Payload?.transformToString()).toBe('{"a":"ä"}');
  expect(Buffer.from(answer.LogResult ?? "", "base64").toString()).toContain(`END RequestId: ${answer.$metadata.requestId}`);
  const failure = await lambda.send(new InvokeCommand({ FunctionName: arn("Echo"), Payload: '{"fail":true}' }));
  expect(failure.FunctionError).toBe("Unhandled");
  expect(JSON.parse(failure.Payload?.transformToString() ?? "")).toMatchObject({
    errorType: "RangeError",
    errorMessage: "asked to fail",
  });
});

test("functions and their policies are described", async () => {
  const { Functions } = await lambda.send(new ListFunctionsCommand({}));
  expect(Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["echo", "measured", "publisher", "receiver"]);
  expect((await lambda.send(new GetFunctionCommand({ FunctionName: "echo" }))).Configuration).toMatchObject({
    State: "Active",
    Timeout: 20,
  });
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: "receiver" }));
  expect(JSON.parse(Policy ?? "").Statement[0].Principal).toEqual({ Service: "sns.amazonaws.com" });
  await expect(lambda.send(new InvokeCommand({ FunctionName: "absent" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("Invoke takes an event for later, and asks whether one might", async () => {
  const Payload = '{"a":"by and by"}';
  const accepted = await lambda.send(new InvokeCommand({ FunctionName: "receiver", InvocationType: "Event", Payload }));
  expect(accepted.StatusCode).toBe(202);
  await until(() => cloud.events.find((event) => event.type === "function-log" && event.line.includes("by and by")));
  const dry = { FunctionName: "receiver", InvocationType: "DryRun" as const };
  expect((await lambda.send(new InvokeCommand(dry))).StatusCode).toBe(204);
  const stranger = new LambdaClient(cloud.as(arn("PlainRole")));
  await expect(stranger.send(new InvokeCommand(dry))).rejects.toMatchObject({ name: "AccessDeniedException" });
  stranger.destroy();
});

test("a configuration is described by itself; what is not run is an unknown operation", async () => {
  expect(await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: arn("Echo") }))).toMatchObject({
    FunctionArn: arn("Echo"),
    Handler: "index.handler",
    MemorySize: 128,
    LastUpdateStatus: "Successful",
  });
  await expect(lambda.send(new ListLayersCommand({}))).rejects.toMatchObject({ name: "UnknownOperationException" });
});

test("a role invokes only what its policy allows", async () => {
  const stranger = new LambdaClient(cloud.as(arn("PlainRole")));
  await expect(stranger.send(new InvokeCommand({ FunctionName: "echo" }))).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
  stranger.destroy();
});

test("a function publishes with its role's credentials; the topic invokes the one that permits it, whose log tells", async () => {
  const payload = JSON.stringify({ TopicArn: ref("Topic") });
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "publisher", Payload: payload }));
  const messageId = JSON.parse(Payload?.transformToString() ?? "");
  const logs = new CloudWatchLogsClient(cloud.clientConfig);
  const line = await until(async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/receiver" }));
    return events?.find(({ message }) => message?.includes("from a function"))?.message;
  });
  logs.destroy();
  expect(JSON.parse(line.split("received ")[1] ?? "").Records[0].Sns).toMatchObject({
    MessageId: messageId,
    Message: "from a function",
  });
});

test("a function may not publish where its role does not let it", async () => {
  const payload = JSON.stringify({ TopicArn: ref("OtherTopic") });
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: "publisher", Payload: payload }));
  expect(FunctionError).toBe("Unhandled");
  expect(Payload?.transformToString()).toMatch(/not authorized to perform: sns:Publish/i);
});

test("a topic that the function does not permit fails to deliver", async () => {
  await sns.send(new SubscribeCommand({ TopicArn: ref("OtherTopic"), Protocol: "lambda", Endpoint: arn("Receiver") }));
  await sns.send(new PublishCommand({ TopicArn: ref("OtherTopic"), Message: "m" }));
  const failure = await until(() => cloud.events.find(({ type }) => type === "delivery-failed"));
  expect(failure).toMatchObject({ from: ref("OtherTopic"), to: arn("Receiver"), error: expect.stringContaining("AccessDenied") });
});

test("topics and subscriptions are described; message attributes travel", async () => {
  expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual(
    expect.arrayContaining([{ TopicArn: ref("Topic") }, { TopicArn: ref("OtherTopic") }]),
  );
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: ref("Topic") }));
  expect(Subscriptions).toEqual([expect.objectContaining({ Protocol: "lambda", Endpoint: arn("Receiver") })]);
  const all = await sns.send(new ListSubscriptionsCommand({}));
  expect(all.Subscriptions).toEqual(expect.arrayContaining(Subscriptions ?? []));
  await expect(sns.send(new ListPlatformApplicationsCommand({}))).rejects.toMatchObject({ name: "InvalidAction" });
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: ref("Topic") }));
  expect(Attributes).toMatchObject({ TopicArn: ref("Topic"), SubscriptionsConfirmed: "1" });
  await sns.send(new SubscribeCommand({ TopicArn: ref("Topic"), Protocol: "sms", Endpoint: "+491701234567" }));
  const MessageAttributes = {
    kind: { DataType: "String", StringValue: "push" },
    raw: { DataType: "Binary", BinaryValue: Buffer.from("x") },
  };
  await sns.send(new PublishCommand({ TopicArn: ref("Topic"), Message: "attributed", MessageAttributes }));
  expect(await until(() => cloud.events.find(({ type }) => type === "sms"))).toMatchObject({
    phoneNumber: "+491701234567",
    message: "attributed",
  });
  const lines = await until(() => {
    const found = cloud.events.find((event) => event.type === "function-log" && event.line.includes("attributed"));
    return found?.type === "function-log" ? found.line : undefined;
  });
  expect(JSON.parse(lines.split("received ")[1] ?? "").Records[0].Sns.MessageAttributes).toEqual({
    kind: { Type: "String", Value: "push" },
    raw: { Type: "Binary", Value: "eA==" },
  });
  await expect(sns.send(new PublishCommand({ PhoneNumber: "+491701234567", Message: "m" }))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("what every function did is counted, and so is what its log lines measure", async () => {
  const metrics = new CloudWatchClient(cloud.clientConfig);
  await lambda.send(new InvokeCommand({ FunctionName: "measured", Payload: '{"fail":false}' }));
  await lambda.send(new InvokeCommand({ FunctionName: "measured", Payload: '{"fail":true}' }));
  const metric = (Namespace: string, MetricName: string, Dimensions: Dimension[], Stat: string) => ({
    Id: `${MetricName.toLowerCase()}_${Stat.toLowerCase()}`,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 3600, Stat },
  });
  const ofFunction = [{ Name: "FunctionName", Value: "measured" }];
  const ofStage = [{ Name: "stage", Value: "dev" }];
  const { MetricDataResults = [] } = await metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 3_600_000),
      MetricDataQueries: [
        metric("AWS/Lambda", "Invocations", ofFunction, "Sum"),
        metric("AWS/Lambda", "Errors", ofFunction, "Sum"),
        metric("AWS/Lambda", "Duration", ofFunction, "SampleCount"),
        metric("Site", "pages", ofStage, "Sum"),
        metric("Site", "pages", ofStage, "SampleCount"),
        metric("Site", "sizes", ofStage, "Maximum"),
        metric("Site", "pages", [], "Sum"),
      ].map((query, index) => ({ ...query, Id: `q${index}` })),
    }),
  );
  expect(MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0))).toEqual([
    2, 1, 2, 14, 2, 9, 14,
  ]);
  const { Metrics } = await metrics.send(new ListMetricsCommand({ Namespace: "AWS/Lambda", MetricName: "Invocations" }));
  expect(Metrics).toEqual(expect.arrayContaining([expect.objectContaining({ Dimensions: [] })]));
  metrics.destroy();
});
