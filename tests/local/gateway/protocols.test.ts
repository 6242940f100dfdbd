/** Answers and errors of each wire protocol, as the SDK hands them to its caller. */
import { CloudFrontClient, ListDistributionsCommand } from "@aws-sdk/client-cloudfront";
import { CodeBuildClient, StartBuildCommand } from "@aws-sdk/client-codebuild";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { GetTopicAttributesCommand, PublishBatchCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Operation, Service } from "../../../local/contracts.ts";
import { AwsError } from "../../../local/errors.ts";
import { type StubGateway, startStubGateway } from "../support/stub-gateway.ts";
import { send } from "./support.ts";

/** What the operations below do next. */
let behave: (input: unknown) => unknown = () => ({});
const operation = (action: string): Operation<Record<string, unknown>> => ({
  action,
  resource: (input) => String(input.stateMachineArn ?? input.projectName ?? input.TopicArn ?? "*"),
  run: ({ input }) => behave(input),
});
const rest = (signingName: string, errorForm: "s3-xml" | "rest-json" | "rest-xml"): Service => ({
  signingName,
  resourceTypes: [],
  wire: { protocol: "rest", errorForm, handle: async (request) => ({ status: 200, body: String(behave(request)) }) },
});
const services: Service[] = [
  {
    signingName: "states",
    resourceTypes: [],
    wire: { protocol: "json-1.0", operations: { StartExecution: operation("states:StartExecution") } },
  },
  {
    signingName: "codebuild",
    resourceTypes: [],
    wire: { protocol: "json-1.1", operations: { StartBuild: operation("codebuild:StartBuild") } },
  },
  {
    signingName: "sns",
    resourceTypes: [],
    wire: {
      protocol: "query",
      xmlNamespace: "http://sns.amazonaws.com/doc/2010-03-31/",
      operations: {
        Publish: operation("SNS:Publish"),
        PublishBatch: operation("SNS:Publish"),
        GetTopicAttributes: operation("SNS:GetTopicAttributes"),
      },
    },
  },
  {
    signingName: "monitoring",
    resourceTypes: [],
    wire: {
      protocol: "query",
      xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
      also: "json-1.0",
      operations: { ListMetrics: operation("cloudwatch:ListMetrics") },
    },
  },
  rest("lambda", "rest-json"),
  rest("cloudfront", "rest-xml"),
  rest("s3", "s3-xml"),
];

let gateway: StubGateway;
beforeAll(async () => {
  gateway = await startStubGateway(services);
});
beforeEach(() => {
  behave = () => ({});
  gateway.events.length = 0;
});
afterAll(() => gateway.stop());

const topic = "arn:aws:sns:us-east-1:000000000000:news";
const machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
type Config = typeof gateway.clientConfig | ReturnType<StubGateway["as"]>;
const calls = {
  states: (config: Config) => new SFNClient(config).send(new StartExecutionCommand({ stateMachineArn: machine })),
  codebuild: (config: Config) => new CodeBuildClient(config).send(new StartBuildCommand({ projectName: "p" })),
  sns: (config: Config) => new SNSClient(config).send(new PublishCommand({ TopicArn: topic, Message: "m" })),
  lambda: (config: Config) => new LambdaClient(config).send(new InvokeCommand({ FunctionName: "f" })),
  cloudfront: (config: Config) => new CloudFrontClient(config).send(new ListDistributionsCommand({})),
  s3: (config: Config) => new S3Client(config).send(new GetObjectCommand({ Bucket: "b", Key: "k" })),
};
const fail = (error: Error) => () => {
  throw error;
};

describe("an error of the service", () => {
  it.each([
    ["states", "ExecutionAlreadyExists"],
    ["codebuild", "ResourceNotFoundException"],
    ["sns", "NotFoundException"],
    ["lambda", "ResourceNotFoundException"],
    ["cloudfront", "NoSuchDistribution"],
    ["s3", "NoSuchKey"],
  ] as const)("of %s has its name, message, status and request id", async (service, name) => {
    const code = name === "NotFoundException" ? "NotFound" : name;
    behave = fail(new AwsError(code, `Not < you & "me"`, 404));
    await expect(calls[service](gateway.clientConfig)).rejects.toMatchObject({
      name,
      message: `Not < you & "me"`,
      $fault: "client",
      $metadata: { httpStatusCode: 404, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("of S3 carries its fields", async () => {
    behave = fail(new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: "k" }));
    await expect(calls.s3(gateway.clientConfig)).rejects.toMatchObject({ Key: "k" });
  });

  it("of S3 has no body in answer to HEAD", async () => {
    behave = fail(new AwsError("NoSuchKey", "The specified key does not exist.", 404));
    const head = new S3Client(gateway.clientConfig).send(new HeadObjectCommand({ Bucket: "b", Key: "k" }));
    await expect(head).rejects.toMatchObject({ name: "NotFound", $metadata: { httpStatusCode: 404 } });
  });

  it.each([
    ["states", "InternalFailure"],
    ["sns", "InternalFailure"],
    ["lambda", "ServiceException"],
    ["s3", "InternalError"],
  ] as const)("that %s did not mean is a 500 without its secrets, which who watches sees", async (service, name) => {
    behave = fail(new TypeError("the secret inside"));
    const failure = await calls[service](gateway.clientConfig).catch((error: Error) => error);
    expect(failure).toMatchObject({ name, $metadata: { httpStatusCode: 500 } });
    expect(String(failure)).not.toContain("secret");
    expect(gateway.events).toEqual([
      {
        type: "internal-error",
        where: expect.stringMatching(`^${service} `),
        message: expect.stringContaining("the secret inside"),
      },
    ]);
  });
});

describe("IAM", () => {
  it.each([
    ["states", "AccessDeniedException", 400, "states:StartExecution", machine],
    ["codebuild", "AccessDeniedException", 400, "codebuild:StartBuild", "p"],
    ["sns", "AuthorizationErrorException", 403, "SNS:Publish", topic],
  ] as const)("is asked before an operation of %s runs", async (service, name, status, action, resource) => {
    behave = fail(new Error("ran"));
    const role = gateway.as([{ Effect: "Allow", Action: "other:*", Resource: "*" }]);
    await expect(calls[service](role)).rejects.toMatchObject({
      name,
      message: `User: arn:aws:sts::000000000000:assumed-role/tester/session is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      $metadata: { httpStatusCode: status },
    });
    expect(gateway.events).toMatchObject([{ type: "request-refused", service, message: expect.stringContaining(action) }]);
  });

  it("lets pass what a statement allows", async () => {
    const role = gateway.as([{ Effect: "Allow", Action: "sns:publish", Resource: `${topic.slice(0, -2)}*` }]);
    await expect(calls.sns(role)).resolves.toBeDefined();
  });
});

describe("an operation that is not there", () => {
  it("is refused by name in JSON", async () => {
    const call = new SFNClient(gateway.clientConfig).send(new DescribeExecutionCommand({ executionArn: "e" }));
    await expect(call).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("AWSStepFunctions.DescribeExecution"),
    });
    expect(gateway.events).toMatchObject([{ type: "request-refused", operation: "AWSStepFunctions.DescribeExecution" }]);
  });

  it("is refused by name in Query", async () => {
    const { ListTopicsCommand } = await import("@aws-sdk/client-sns");
    await expect(new SNSClient(gateway.clientConfig).send(new ListTopicsCommand({}))).rejects.toMatchObject({
      name: "InvalidAction",
      message: expect.stringContaining("ListTopics"),
    });
  });

  it("is no property that every object has", async () => {
    const client = new SFNClient(gateway.clientConfig);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers["x-amz-target"] = "AWSStepFunctions.constructor";
        return next(args);
      },
      { step: "build" },
    );
    await expect(client.send(new StartExecutionCommand({ stateMachineArn: machine }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  it("of a service that is not there names the service", async () => {
    const { ECRClient, DescribeRepositoriesCommand } = await import("@aws-sdk/client-ecr");
    await expect(new ECRClient(gateway.clientConfig).send(new DescribeRepositoriesCommand({}))).rejects.toMatchObject({
      name: "UnknownServiceException",
      message: expect.stringContaining("'ecr'"),
    });
  });
});

describe("a body", () => {
  /** Sends `body` in the place of the client's own, signed. */
  const sending = (body: string) => {
    const client = new SFNClient(gateway.clientConfig);
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string; headers: Record<string, string> };
        request.body = body;
        request.headers["content-length"] = String(Buffer.byteLength(body));
        return next(args);
      },
      { step: "build", priority: "low" },
    );
    return client.send(new StartExecutionCommand({ stateMachineArn: machine }));
  };

  it.each(["{", "[]", '"text"', "null", "1"])("that is %s instead of an object is refused", async (body) => {
    await expect(sending(body)).rejects.toMatchObject({ name: "SerializationException", $metadata: { httpStatusCode: 400 } });
  });

  it("of more than ten megabytes is refused", async () => {
    await expect(sending(JSON.stringify({ input: "x".repeat(10 * 1024 * 1024) }))).rejects.toMatchObject({
      name: "RequestEntityTooLarge",
      $metadata: { httpStatusCode: 413 },
    });
  });

  it("may be empty", async () => {
    await expect(sending("")).resolves.toBeDefined();
  });
});

describe("Query", () => {
  it("reads nested lists and maps", async () => {
    let seen: unknown;
    behave = (input) => {
      seen = input;
      return { Successful: [{ Id: "a", MessageId: "m1" }], Failed: [] };
    };
    const answer = await new SNSClient(gateway.clientConfig).send(
      new PublishBatchCommand({
        TopicArn: topic,
        PublishBatchRequestEntries: [
          { Id: "a", Message: "x & y", MessageAttributes: { colour: { DataType: "String", StringValue: "rot & grün" } } },
          { Id: "b", Message: "" },
        ],
      }),
    );
    expect(seen).toEqual({
      TopicArn: topic,
      PublishBatchRequestEntries: [
        { Id: "a", Message: "x & y", MessageAttributes: { colour: { DataType: "String", StringValue: "rot & grün" } } },
        { Id: "b", Message: "" },
      ],
    });
    expect(answer).toMatchObject({ Successful: [{ Id: "a", MessageId: "m1" }] });
  });

  it("writes maps, and text that looks like markup", async () => {
    const attributes = { Policy: '{"a":"<&>"}', DisplayName: "  spaces & é ", Empty: "" };
    behave = () => ({ Attributes: new Map(Object.entries(attributes)) });
    const answer = await new SNSClient(gateway.clientConfig).send(new GetTopicAttributesCommand({ TopicArn: topic }));
    expect(answer.Attributes).toEqual(attributes);
  });
});

describe("a Query service that newer clients speak JSON to", () => {
  const output = () => ({ Metrics: [{ Name: "a" }], Seen: new Date(1_700_000_000_500), Labels: new Map([["k", "v"]]) });
  const json = { "x-amz-target": "GraniteServiceVersion20100801.ListMetrics", "content-type": "application/x-amz-json-1.0" };

  it("answers Query with XML", async () => {
    behave = output;
    const answer = await send(gateway.port, { service: "monitoring", body: "Action=ListMetrics&Version=2010-08-01&Namespace=n" });
    expect(answer).toMatchObject({
      status: 200,
      body: expect.stringContaining("<Metrics><member><Name>a</Name></member></Metrics>"),
    });
    expect(answer.body).toContain(
      "<Seen>2023-11-14T22:13:20.500Z</Seen><Labels><entry><key>k</key><value>v</value></entry></Labels>",
    );
  });

  it("answers JSON with JSON: times are seconds, maps objects", async () => {
    behave = output;
    const answer = await send(gateway.port, { service: "monitoring", headers: json, body: '{"Namespace":"n"}' });
    expect(JSON.parse(answer.body)).toEqual({ Metrics: [{ Name: "a" }], Seen: 1_700_000_000.5, Labels: { k: "v" } });
    expect(answer.headers.get("content-type")).toBe("application/x-amz-json-1.0");
  });

  it.each([
    ["Query", {}, "Action=Nothing", "<Code>InvalidAction</Code>"],
    ["JSON", { "x-amz-target": "GraniteServiceVersion20100801.Nothing" }, "{}", '"__type":"UnknownOperationException"'],
  ])("refuses in %s what it does not know", async (_, headers, body, expected) => {
    const answer = await send(gateway.port, { service: "monitoring", headers, body });
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(expected) });
  });
});
