/** Machines that clients create. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeCloud, type FakeOptions, roleArn } from "./support/fake-cloud.ts";

const made: FakeCloud[] = [];
function fake(options: FakeOptions = {}): FakeCloud {
  const cloud = new FakeCloud(options);
  made.push(cloud);
  return cloud;
}
afterEach(async () => {
  for (const cloud of made.splice(0)) await cloud.remove();
});

const pass = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
const wait = JSON.stringify({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:tried";

describe("CreateStateMachine", () => {
  it("creates a machine that runs, and is still there after a restart", async () => {
    const cloud = fake();
    const creationDate = cloud.clock.now() / 1000;
    const created = await cloud.call("CreateStateMachine", { name: "tried", definition: wait, roleArn, type: "STANDARD" });
    expect(created).toEqual({ stateMachineArn: arn, creationDate });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn: arn });
    await cloud.entered("W");
    await cloud.service.stop?.();
    const again = fake({ folder: cloud.folder });
    await again.service.start?.();
    expect(await again.ended(executionArn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await again.call("DescribeStateMachine", { stateMachineArn: arn })).toMatchObject({
      name: "tried",
      definition: wait,
      roleArn,
      creationDate,
      status: "ACTIVE",
    });
    expect((await again.call("ListStateMachines", {})).stateMachines).toMatchObject([{ name: "tried" }]);
  });

  it("is the same machine for the same definition, whatever the role, and refuses another definition", async () => {
    const cloud = fake();
    const create = (definition: string, role = roleArn) =>
      cloud.call("CreateStateMachine", { name: "tried", definition, roleArn: role });
    const first = await create(pass);
    cloud.clock.advanceTo(cloud.clock.now() + 1000);
    expect(await create(pass, `${roleArn}-2`)).toEqual(first);
    await expect(create(wait)).rejects.toMatchObject({ code: "StateMachineAlreadyExists" });
  });

  it("gives way to the template's machine of that name", async () => {
    const cloud = fake();
    await cloud.call("CreateStateMachine", { name: "machine", definition: wait, roleArn });
    const stateMachineArn = await cloud.apply(JSON.parse(pass));
    const again = fake({ folder: cloud.folder });
    await expect(again.call("DescribeStateMachine", { stateMachineArn })).rejects.toMatchObject({
      code: "StateMachineDoesNotExist",
    });
  });

  it.each([
    ["a bad name", { name: "a b" }, "InvalidName"],
    ["text that is no JSON", { definition: "{" }, "InvalidDefinition"],
    ["a state that nothing reaches", { definition: JSON.stringify({ ...JSON.parse(pass), StartAt: "Q" }) }, "InvalidDefinition"],
    ["an Express machine", { type: "EXPRESS" }, "StateMachineTypeNotSupported"],
    ["a role that is no ARN", { roleArn: "role" }, "InvalidArn"],
    ["a log", { loggingConfiguration: { level: "ALL" } }, "ValidationException"],
    ["versions", { publish: true }, "ValidationException"],
    ["a definition of more than a mebibyte", { definition: `${pass}${" ".repeat(1_048_577)}` }, "ValidationException"],
  ])("refuses %s", async (_what, input, code) => {
    const cloud = fake();
    const given = { name: "tried", definition: pass, roleArn, ...input };
    await expect(cloud.call("CreateStateMachine", given)).rejects.toMatchObject({ code });
    expect((await cloud.call("ListStateMachines", {})).stateMachines).toEqual([]);
  });
});

describe("DeleteStateMachine", () => {
  it("aborts what runs, keeps the histories, and takes the machine away for good", async () => {
    const cloud = fake();
    await cloud.call("CreateStateMachine", { name: "tried", definition: wait, roleArn });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn: arn });
    expect(await cloud.call("DeleteStateMachine", { stateMachineArn: arn })).toEqual({});
    expect(await cloud.call("DescribeExecution", { executionArn })).toMatchObject({ status: "ABORTED" });
    expect(await cloud.call("DeleteStateMachine", { stateMachineArn: arn })).toEqual({});
    const again = fake({ folder: cloud.folder });
    for (const one of [cloud, again]) {
      await expect(one.call("StartExecution", { stateMachineArn: arn })).rejects.toMatchObject({
        code: "StateMachineDoesNotExist",
      });
    }
    expect(await again.call("CreateStateMachine", { name: "tried", definition: pass, roleArn })).toMatchObject({
      stateMachineArn: arn,
    });
  });

  it("refuses what is no machine's ARN", async () => {
    await expect(fake().call("DeleteStateMachine", { stateMachineArn: "tried" })).rejects.toMatchObject({ code: "InvalidArn" });
  });
});

describe("ValidateStateMachineDefinition", () => {
  it("names what is wrong, or not run here", async () => {
    const cloud = fake();
    expect(await cloud.call("ValidateStateMachineDefinition", { definition: pass })).toEqual({
      result: "OK",
      diagnostics: [],
      truncated: false,
    });
    const definition = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Nap" }, B: { Type: "Pass", Assign: {}, End: true } },
    });
    expect(await cloud.call("ValidateStateMachineDefinition", { definition, maxResults: 1 })).toEqual({
      result: "FAIL",
      diagnostics: [{ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message: expect.stringContaining("Nap") }],
      truncated: true,
    });
  });
});

describe("what is told", () => {
  it("leaves data out where that is asked for", async () => {
    const cloud = fake();
    await cloud.call("CreateStateMachine", { name: "tried", definition: pass, roleArn });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn: arn, input: '"secret"' });
    await cloud.ended(executionArn);
    const includedData = "METADATA_ONLY";
    const answers = [
      await cloud.call("GetExecutionHistory", { executionArn, includeExecutionData: false }),
      await cloud.call("DescribeExecution", { executionArn, includedData }),
      await cloud.call("DescribeStateMachine", { stateMachineArn: arn, includedData }),
    ];
    expect(JSON.stringify(answers)).not.toMatch(/secret|StartAt/);
    expect(answers[0].events[1]).toMatchObject({ type: "PassStateEntered", stateEnteredEventDetails: { name: "P" } });
  });

  it("knows machines that were noted before clients could create any", async () => {
    const cloud = fake();
    await cloud.apply(JSON.parse(pass));
    const path = join(cloud.folder, "states", "machines.json");
    const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:machine";
    writeFileSync(path, JSON.stringify({ [stateMachineArn]: 1_700_000_000_000 }));
    const again = fake({ folder: cloud.folder });
    await again.apply(JSON.parse(pass));
    expect(await again.call("DescribeStateMachine", { stateMachineArn })).toMatchObject({ creationDate: 1_700_000_000 });
  });
});
