/** Step Functions over the wire, with the SDK's own client and a real function behind a task. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { strToU8, zipSync } from "fflate";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const trust = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const role = (service: string, ...statements: object[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: trust(service),
    Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
  },
});
const allow = (Action: string, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** A variable of Fn::Sub. */
const substituted = (name: string) => `$\{${name}}`;

/** As serverless-step-functions writes it. */
const machine = (logicalId: string, definition: object) => ({
  Type: "AWS::StepFunctions::StateMachine",
  Properties: {
    StateMachineName: logicalId,
    RoleArn: arn("MachineRole"),
    StateMachineType: "STANDARD",
    DefinitionString: {
      "Fn::Sub": [
        JSON.stringify({ QueryLanguage: "JSONPath", ...definition }),
        { function: arn("Double"), forbidden: arn("Forbidden") },
      ],
    },
  },
});
const lambda = (name: string) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    FunctionName: name,
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Role: arn("FunctionRole"),
    Code: { S3Bucket: "assets", S3Key: "serverless/double.zip" },
  },
});
const task = (Resource: string) => ({
  StartAt: "T",
  States: { T: { Type: "Task", Resource, ResultPath: "$.result", End: true } },
});

const resources = {
  FunctionRole: role("lambda.amazonaws.com", allow("logs:*", "*")),
  MachineRole: role("states.amazonaws.com", allow("lambda:InvokeFunction", arn("Double"))),
  NosyRole: role(
    "lambda.amazonaws.com",
    allow("states:StartExecution", { Ref: "Doubling" }),
    allow("states:DescribeExecution", "arn:aws:states:*:*:execution:Doubling:*"),
  ),
  Double: lambda("double"),
  Forbidden: lambda("forbidden"),
  Doubling: machine("Doubling", task(substituted("function"))),
  Denied: machine("Denied", task(substituted("forbidden"))),
  Waiting: machine("Waiting", { StartAt: "W", States: { W: { Type: "Wait", Seconds: 600, End: true } } }),
};

describe("Step Functions over the wire", () => {
  let test: TestCloud;
  let client: SFNClient;
  const assets = mkdtempSync(join(tmpdir(), "states-assets-"));

  beforeAll(async () => {
    const handler =
      "export const handler = async ({ n }) => { if (n < 0) throw Object.assign(new Error(n + ' is negative'), { name: 'Negative' }); return n * 2; };";
    writeFileSync(join(assets, "double.zip"), zipSync({ "index.mjs": strToU8(handler) }));
    test = await startTestCloud({ resources, assetsFolder: assets });
    client = new SFNClient(test.clientConfig);
  }, 30_000);
  afterAll(async () => {
    client?.destroy();
    await test?.stop();
    rmSync(assets, { recursive: true, force: true });
  });

  const machineArn = (logicalId: string) => test.created[logicalId]?.ref ?? "";
  async function run(logicalId: string, input: object) {
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: machineArn(logicalId), input: JSON.stringify(input) }),
    );
    for (;;) {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status !== "RUNNING") return execution;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it("runs a machine whose task is a real function", async () => {
    const execution = await run("Doubling", { n: 21 });
    expect(execution).toMatchObject({ status: "SUCCEEDED", stateMachineArn: machineArn("Doubling") });
    expect(JSON.parse(execution.output ?? "")).toEqual({ n: 21, result: 42 });
    expect(execution.startDate).toBeInstanceOf(Date);
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn: execution.executionArn }));
    expect(events[3]).toMatchObject({ id: 4, previousEventId: 3, type: "LambdaFunctionStarted", timestamp: expect.any(Date) });
    expect(events[2]?.lambdaFunctionScheduledEventDetails).toMatchObject({
      resource: test.created.Double?.attributes.Arn,
      input: '{"n":21}',
    });
    const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn("Doubling") }));
    expect(definition).toContain(test.created.Double?.attributes.Arn);
  }, 20_000);

  it("fails with the function's error and its JSON as the cause", async () => {
    const { status, error, cause } = await run("Doubling", { n: -1 });
    expect({ status, error }).toEqual({ status: "FAILED", error: "Negative" });
    expect(JSON.parse(cause ?? "")).toMatchObject({ errorType: "Negative", errorMessage: "-1 is negative" });
  }, 20_000);

  it("fails as AWS does when the machine's role may not invoke the function", async () => {
    const { error, cause } = await run("Denied", {});
    expect(error).toBe("Lambda.AWSLambdaException");
    expect(cause).toMatch(
      /^User: arn:aws:sts::\d+:assumed-role\/.* is not authorized to perform: lambda:InvokeFunction on resource: .*:function:forbidden .*Status Code: 403; Error Code: AccessDeniedException/,
    );
  });

  it("lets roles do what their policies allow, on machine and execution", async () => {
    const nosy = new SFNClient(test.as(test.created.NosyRole?.attributes.Arn ?? ""));
    const { executionArn } = await nosy.send(
      new StartExecutionCommand({ stateMachineArn: machineArn("Doubling"), input: '{"n":1}' }),
    );
    await expect(nosy.send(new DescribeExecutionCommand({ executionArn }))).resolves.toMatchObject({ executionArn });
    await expect(nosy.send(new StartExecutionCommand({ stateMachineArn: machineArn("Waiting") }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    await expect(nosy.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject({ name: "AccessDeniedException" });
    nosy.destroy();
  });

  it("stops executions and lists them", async () => {
    const stateMachineArn = machineArn("Waiting");
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, name: "long" }));
    const { stopDate } = await client.send(new StopExecutionCommand({ executionArn, error: "Enough" }));
    const { executions } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toMatchObject([{ executionArn, name: "long", status: "ABORTED", stopDate }]);
  });

  it("answers with AWS's exceptions", async () => {
    const missing = `${machineArn("Waiting")}-not`;
    await expect(client.send(new StartExecutionCommand({ stateMachineArn: missing }))).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
    await expect(
      client.send(new StartExecutionCommand({ stateMachineArn: machineArn("Waiting"), name: "no/name" })),
    ).rejects.toMatchObject({ name: "InvalidName" });
  });
});

describe("a state machine whose role Step Functions may not assume", () => {
  it("stops the boot", async () => {
    const wrong = { ...resources, MachineRole: role("lambda.amazonaws.com", allow("lambda:InvokeFunction", "*")) };
    const onlyMachine = {
      MachineRole: wrong.MachineRole,
      M: {
        ...resources.Waiting,
        Properties: {
          ...resources.Waiting.Properties,
          DefinitionString: JSON.stringify({ StartAt: "S", States: { S: { Type: "Succeed" } } }),
        },
      },
    };
    await expect(startTestCloud({ resources: onlyMachine })).rejects.toThrow("authorized to assume the provided role");
  });
});
