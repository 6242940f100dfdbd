/** Every operation over the wire, with the SDK's own client: a machine's whole life. */
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { startTestCloud, type TestCloud } from "../support/test-cloud.ts";

const role = (service: string, ...statements: object[]) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    },
    Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
  },
});
const allow = (Action: string, Resource: unknown) => ({ Effect: "Allow", Action, Resource });
const machines = "arn:aws:states:*:*:stateMachine:*";
const resources = {
  MachineRole: role("states.amazonaws.com"),
  OtherRole: role("lambda.amazonaws.com"),
  Creator: role(
    "lambda.amazonaws.com",
    allow("states:CreateStateMachine", machines),
    allow("iam:PassRole", { "Fn::GetAtt": ["MachineRole", "Arn"] }),
  ),
};

const pass = { Type: "Pass", End: true };
/** Fails until it is redriven. */
const mended = { StartAt: "P", States: { P: { ...pass, Parameters: { "at.$": "$$.Execution.RedriveTime" } } } };
const each = {
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      MaxConcurrency: 1,
      ItemSelector: { "text.$": "States.Format('{}: {}', $$.Map.Item.Index, $$.Map.Item.Value)" },
      ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, StartAt: "P", States: { P: { ...pass, OutputPath: "$.text" } } },
      End: true,
    },
  },
};
const waiting = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 600, End: true } } };

describe("Step Functions' operations over the wire", () => {
  let test: TestCloud;
  let client: SFNClient;
  let roleArn: string;
  beforeAll(async () => {
    test = await startTestCloud({ resources });
    client = new SFNClient(test.clientConfig);
    roleArn = test.created.MachineRole?.attributes.Arn ?? "";
  }, 30_000);
  afterAll(async () => {
    client?.destroy();
    await test?.stop();
  });

  async function create(name: string, definition: object): Promise<string> {
    const given = { name, definition: JSON.stringify(definition), roleArn };
    return (await client.send(new CreateStateMachineCommand(given))).stateMachineArn ?? "";
  }
  async function start(stateMachineArn: string, input: unknown, name?: string): Promise<string> {
    const started = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), ...(name && { name }) }),
    );
    return started.executionArn ?? "";
  }
  async function ended(executionArn: string) {
    for (;;) {
      const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (execution.status !== "RUNNING") return execution;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it("CreateStateMachine, DescribeStateMachine, ListStateMachines, DeleteStateMachine", async () => {
    const stateMachineArn = await create("short", waiting);
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({ name: "short", roleArn, type: "STANDARD", creationDate: expect.any(Date) });
    const running = await start(stateMachineArn, {});
    const names = async () => (await client.send(new ListStateMachinesCommand({}))).stateMachines?.map(({ name }) => name);
    expect(await names()).toContain("short");
    await expect(create("short", each)).rejects.toMatchObject({ name: "StateMachineAlreadyExists" });
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    expect(await names()).not.toContain("short");
    expect(await ended(running)).toMatchObject({ status: "ABORTED" });
    await expect(client.send(new DescribeStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
  });

  it("CreateStateMachine asks for the right to pass the role, and for the role's trust", async () => {
    const creator = new SFNClient(test.as(test.created.Creator?.attributes.Arn ?? ""));
    const given = { name: "passed", definition: JSON.stringify(each) };
    const otherRole = test.created.OtherRole?.attributes.Arn;
    await expect(creator.send(new CreateStateMachineCommand({ ...given, roleArn: otherRole }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("iam:PassRole"),
    });
    await expect(client.send(new CreateStateMachineCommand({ ...given, roleArn: otherRole }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("authorized to assume the provided role"),
    });
    await expect(creator.send(new CreateStateMachineCommand({ ...given, roleArn }))).resolves.toMatchObject({
      stateMachineArn: expect.stringMatching(/:stateMachine:passed$/),
    });
    creator.destroy();
  });

  it("CreateStateMachine and ValidateStateMachineDefinition name what is not run here", async () => {
    const definition = { StartAt: "P", States: { P: { ...pass, Assign: { x: 1 } } } };
    await expect(create("refused", definition)).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: expect.stringContaining("Assign"),
    });
    const validated = await client.send(new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }));
    expect(validated).toMatchObject({ result: "FAIL", diagnostics: [{ message: expect.stringContaining("Assign") }] });
  });

  it("StartExecution is idempotent by name and input while it runs", async () => {
    const stateMachineArn = await create("waiting", waiting);
    const first = await start(stateMachineArn, { n: 1 }, "once");
    expect(await start(stateMachineArn, { n: 1 }, "once")).toBe(first);
    await expect(start(stateMachineArn, { n: 2 }, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await client.send(new StopExecutionCommand({ executionArn: first, error: "Enough", cause: "of it" }));
    await expect(start(stateMachineArn, { n: 1 }, "once")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    expect(await ended(first)).toMatchObject({ status: "ABORTED", error: "Enough", cause: "of it", redriveStatus: "REDRIVABLE" });
    await expect(start(stateMachineArn, {}, "a/b")).rejects.toMatchObject({ name: "InvalidName" });
    const largest = "a".repeat(262_142);
    expect(await start(stateMachineArn, largest)).toContain(":execution:waiting:");
    await expect(start(stateMachineArn, `${largest}a`)).rejects.toMatchObject({ name: "ValidationException" });
    const broken = client.send(new StartExecutionCommand({ stateMachineArn, input: "{" }));
    await expect(broken).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  });

  it("GetExecutionHistory in pages, both ways, with a Map's events", async () => {
    const executionArn = await start(await create("each", each), ["a", "b"]);
    expect(await ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '["0: a","1: b"]' });
    const history = async (reverseOrder: boolean) => {
      const events = [];
      const pages = paginateGetExecutionHistory({ client, pageSize: 4 }, { executionArn, reverseOrder });
      for await (const page of pages) events.push(...(page.events ?? []));
      return events;
    };
    const forwards = await history(false);
    expect(forwards.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      ...["a", "b"].flatMap(() => ["MapIterationStarted", "PassStateEntered", "PassStateExited", "MapIterationSucceeded"]),
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
    expect(forwards[2]?.mapStateStartedEventDetails).toEqual({ length: 2 });
    expect(forwards[3]?.mapIterationStartedEventDetails).toEqual({ name: "Each", index: 0 });
    expect((await history(true)).map(({ id }) => id)).toEqual(forwards.map(({ id }) => id).reverse());
    const bare = await client.send(new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }));
    expect(bare.events?.[1]?.stateEnteredEventDetails).toEqual({ name: "Each" });
  });

  it("ListExecutions in pages, filtered by status and redrives; RedriveExecution", async () => {
    const stateMachineArn = await create("mended", mended);
    const arns = [await start(stateMachineArn, {}), await start(stateMachineArn, {}), await start(stateMachineArn, {})];
    for (const arn of arns) expect(await ended(arn)).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    const [executionArn = ""] = arns;
    const { redriveDate } = await client.send(new RedriveExecutionCommand({ executionArn }));
    expect(await ended(executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1, redriveDate });
    await expect(client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: "ExecutionNotRedrivable",
    });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.find(({ type }) => type === "ExecutionRedriven")?.executionRedrivenEventDetails).toEqual({ redriveCount: 1 });
    const listed = async (filter: object) => {
      const found = [];
      for await (const page of paginateListExecutions({ client, pageSize: 1 }, { stateMachineArn, ...filter })) {
        found.push(...(page.executions ?? []).map((execution) => execution.executionArn));
      }
      return found;
    };
    expect(await listed({})).toHaveLength(3);
    expect(await listed({ statusFilter: "FAILED" })).toHaveLength(2);
    expect(await listed({ redriveFilter: "REDRIVEN" })).toEqual([executionArn]);
    await expect(client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: "x" }))).rejects.toMatchObject({
      name: "InvalidToken",
    });
  });
});
