/** What each service's clients are told when their role may not: AWS's code, status and words, in the service's own form. */
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { CloudFrontClient, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { CodeCommitClient, GetBranchCommand } from "@aws-sdk/client-codecommit";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type ClientConfig, startTestCloud, type TestCloud } from "../support/test-cloud.ts";

/** Notes what a client is answered. */
type Heard = <Client extends { middlewareStack: { add: unknown } }>(client: Client) => Client;
type Answer = { response: { body: Readable } };

const overheard = <Client extends { middlewareStack: { add: unknown } }>(client: Client, bodies: string[]): Client => {
  const add = client.middlewareStack.add as (middleware: unknown, options: unknown) => void;
  const listen = (next: (given: unknown) => Promise<Answer>) => async (given: unknown) => {
    const answer = await next(given);
    const body = await text(answer.response.body);
    bodies.push(body);
    answer.response.body = Readable.from([Buffer.from(body)]);
    return answer;
  };
  add(listen, { step: "deserialize", priority: "low" });
  return client;
};

const name = "thing";
const here = "us-east-1:000000000000";
const machine = `arn:aws:states:${here}:stateMachine:${name}`;
const topic = `arn:aws:sns:${here}:${name}`;

/** An action, the resource it is on, how a client asks for it, the error's name and status, and what its body looks like. */
const calls: readonly [
  string,
  string | undefined,
  (heard: Heard, config: ClientConfig) => Promise<unknown>,
  string,
  number,
  RegExp,
][] = [
  [
    "s3:GetObject",
    `"arn:aws:s3:::${name}/some/key"`,
    (heard, config) =>
      heard(new S3Client({ ...config, forcePathStyle: true })).send(new GetObjectCommand({ Bucket: name, Key: "some/key" })),
    "AccessDenied",
    403,
    /^<\?xml .*<Error><Code>AccessDenied<\/Code><Message>User: /s,
  ],
  [
    "dynamodb:GetItem",
    `arn:aws:dynamodb:${here}:table/${name}`,
    (heard, config) => heard(new DynamoDBClient(config)).send(new GetItemCommand({ TableName: name, Key: { id: { S: "1" } } })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "codecommit:GetBranch",
    `arn:aws:codecommit:${here}:${name}`,
    (heard, config) =>
      heard(new CodeCommitClient(config)).send(new GetBranchCommand({ repositoryName: name, branchName: "main" })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "codebuild:StartBuild",
    `arn:aws:codebuild:${here}:project/${name}`,
    (heard, config) => heard(new CodeBuildClient(config)).send(new StartBuildCommand({ projectName: name })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "ecr:DescribeImages",
    `arn:aws:ecr:${here}:repository/${name}`,
    (heard, config) => heard(new ECRClient(config)).send(new DescribeImagesCommand({ repositoryName: name })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "logs:GetLogEvents",
    `arn:aws:logs:${here}:log-group:${name}:log-stream:stream`,
    (heard, config) =>
      heard(new CloudWatchLogsClient(config)).send(new GetLogEventsCommand({ logGroupName: name, logStreamName: "stream" })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "states:StartExecution",
    machine,
    (heard, config) => heard(new SFNClient(config)).send(new StartExecutionCommand({ stateMachineArn: machine })),
    "AccessDeniedException",
    400,
    /^\{"__type":"AccessDeniedException","message":"User: /,
  ],
  [
    "lambda:InvokeFunction",
    `arn:aws:lambda:${here}:function:${name}`,
    (heard, config) => heard(new LambdaClient(config)).send(new InvokeCommand({ FunctionName: name })),
    "AccessDeniedException",
    403,
    /^\{.*"Message":"User: /,
  ],
  [
    "SNS:Publish",
    topic,
    (heard, config) => heard(new SNSClient(config)).send(new PublishCommand({ TopicArn: topic, Message: "hello" })),
    "AuthorizationErrorException",
    403,
    /^<\?xml .*<ErrorResponse xmlns="http:\/\/sns.amazonaws.com\/doc\/2010-03-31\/"><Error><Type>Sender<\/Type><Code>AuthorizationError<\/Code>/s,
  ],
  [
    "sqs:sendmessage",
    `arn:aws:sqs:${here}:${name}`,
    (heard, config) =>
      heard(new SQSClient(config)).send(
        new SendMessageCommand({ QueueUrl: `${config.endpoint}/000000000000/${name}`, MessageBody: "hello" }),
      ),
    "AccessDenied",
    403,
    /"message":"User: /,
  ],
  [
    "cloudwatch:PutMetricData",
    undefined,
    (heard, config) =>
      heard(new CloudWatchClient(config)).send(
        new PutMetricDataCommand({ Namespace: "n", MetricData: [{ MetricName: "m", Value: 1 }] }),
      ),
    "AccessDenied",
    403,
    /User: /,
  ],
  [
    "cloudfront:ListDistributions",
    "*",
    (heard, config) => heard(new CloudFrontClient(config)).send(new ListDistributionsCommand({})),
    "AccessDenied",
    403,
    /^<\?xml .*<ErrorResponse.*<Error><Type>Sender<\/Type><Code>AccessDenied<\/Code>/s,
  ],
];

const role = {
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: "nobody",
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  },
};
const resources = {
  Role: role,
  Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: name } },
  Table: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    },
  },
  Repository: { Type: "AWS::CodeCommit::Repository", Properties: { RepositoryName: name } },
  Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: name } },
  Logs: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: name } },
  Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: name } },
  Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: name } },
};

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud({ resources });
});
afterAll(() => test.stop());

it.each(calls)("%s on %s", async (action, resource, ask, errorName, status, body) => {
  const config = test.as("arn:aws:iam::000000000000:role/nobody");
  const message =
    "User: arn:aws:sts::000000000000:assumed-role/nobody/test-session is not authorized to perform: " +
    `${action}${resource === undefined ? "" : ` on resource: ${resource}`} because no identity-based policy allows the ${action} action`;
  const bodies: string[] = [];
  const asked = ask((client) => overheard(client, bodies), config);
  await expect(asked).rejects.toMatchObject({ name: errorName, message, $metadata: { httpStatusCode: status } });
  expect(bodies).toEqual([expect.stringMatching(body)]);
});
