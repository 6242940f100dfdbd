import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnsupportedTemplate } from "../../../local/errors.ts";
import { VirtualClock } from "../../../local/services/states/virtual-clock.ts";
import { FakeCloud, type FakeOptions, roleArn, work } from "./support/fake-cloud.ts";

const made: FakeCloud[] = [];
function fake(options: FakeOptions = {}): FakeCloud {
  const cloud = new FakeCloud(options);
  made.push(cloud);
  return cloud;
}
afterEach(async () => {
  for (const cloud of made.splice(0)) await cloud.remove();
});

const pass = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
const wait = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } };

describe("StartExecution", () => {
  it("gives the running execution for the same name and input, and refuses every other repetition", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(wait);
    const start = (input: string) => cloud.call("StartExecution", { stateMachineArn, name: "push-1", input });
    const first = await start('{"n":1}');
    cloud.clock.advanceTo(cloud.clock.now() + 1000);
    expect(first.executionArn).toBe("arn:aws:states:us-east-1:123456789012:execution:machine:push-1");
    expect(await start('{"n":1}')).toEqual(first);
    await expect(start('{"n":2}')).rejects.toMatchObject({ code: "ExecutionAlreadyExists" });
    expect(await cloud.ended(first.executionArn)).toMatchObject({ status: "SUCCEEDED" });
    await expect(start('{"n":1}')).rejects.toMatchObject({ code: "ExecutionAlreadyExists" });
    expect(cloud.events.filter(({ type }) => type === "execution-started")).toHaveLength(1);
  });

  it("frees a name ninety days after the execution ended", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(pass);
    const start = () => cloud.call("StartExecution", { stateMachineArn, name: "once" });
    const { executionArn } = await start();
    await cloud.ended(executionArn);
    cloud.clock.advanceTo(cloud.clock.now() + 90 * 24 * 3600_000);
    await expect(start()).rejects.toMatchObject({ code: "ExecutionAlreadyExists" });
    cloud.clock.advanceTo(cloud.clock.now() + 1);
    await expect(cloud.call("DescribeExecution", { executionArn })).rejects.toMatchObject({ code: "ExecutionDoesNotExist" });
    expect(await start()).toEqual({ executionArn, startDate: cloud.clock.now() / 1000 });
  });

  const unknown = "arn:aws:states:us-east-1:123456789012:stateMachine:none";
  it.each([
    ["a name with a space", { name: "a b" }, "InvalidName"],
    ["a name that is too long", { name: "x".repeat(81) }, "InvalidName"],
    ["an input that is no JSON", { input: "{" }, "InvalidExecutionInput"],
    ["an input that is too large", { input: JSON.stringify("a".repeat(262_143)) }, "ValidationException"],
    ["an unknown machine", { stateMachineArn: unknown }, "StateMachineDoesNotExist"],
    ["what is no ARN", { stateMachineArn: "machine" }, "InvalidArn"],
    ["another service's ARN", { stateMachineArn: "arn:aws:lambda:us-east-1:123456789012:function:f" }, "InvalidArn"],
    ["an unknown parameter", { clientToken: "x" }, "ValidationException"],
  ])("refuses %s", async (_what, input, code) => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(pass);
    await expect(cloud.call("StartExecution", { stateMachineArn, ...input })).rejects.toMatchObject({ code });
  });
});

describe("an execution", () => {
  it("invokes functions as the machine's role, and tells what happens", async () => {
    const asked: unknown[] = [];
    const cloud = fake({
      invoke: ({ functionName, payload, principal }) => {
        asked.push({ functionName, payload, principal });
        return { ok: true, payload: '{"done":true}', requestId: "r" };
      },
    });
    const stateMachineArn = await cloud.apply({ StartAt: "T", States: { T: { Type: "Task", Resource: work, End: true } } });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn, name: "one", input: '{ "n": 1 }' });
    expect(await cloud.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", input: '{ "n": 1 }', output: '{"done":true}' });
    const principal = { kind: "role", roleArn, sessionName: "one" };
    expect(asked).toEqual([{ functionName: work, payload: '{"n":1}', principal }]);
    const told = { executionArn, machine: "machine" };
    expect(cloud.events).toEqual([
      { type: "execution-started", ...told, status: "RUNNING" },
      { type: "state-entered", ...told, state: "T" },
      { type: "execution-ended", ...told, status: "SUCCEEDED" },
    ]);
  });

  it("is stopped with an error and a cause, and its work given up", async () => {
    let given: AbortSignal | undefined;
    const cloud = fake({
      invoke: ({ signal }) => {
        given = signal;
        return new Promise(() => {});
      },
    });
    const stateMachineArn = await cloud.apply({ StartAt: "T", States: { T: { Type: "Task", Resource: work, End: true } } });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.until(() => given !== undefined);
    const { stopDate } = await cloud.call("StopExecution", { executionArn, error: "Enough", cause: "of it" });
    expect(given?.aborted).toBe(true);
    const execution = await cloud.call("DescribeExecution", { executionArn });
    expect(execution).toMatchObject({ status: "ABORTED", error: "Enough", cause: "of it", stopDate });
    expect(await cloud.call("StopExecution", { executionArn })).toEqual({ stopDate });
    const { events } = await cloud.call("GetExecutionHistory", { executionArn, reverseOrder: true, maxResults: 1 });
    expect(events).toMatchObject([
      { type: "ExecutionAborted", executionAbortedEventDetails: { error: "Enough", cause: "of it" } },
    ]);
  });
});

describe("lists", () => {
  it("have executions newest first, filtered and in pages", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(pass);
    for (const name of ["a", "b", "c", "d", "e"]) {
      const { executionArn } = await cloud.call("StartExecution", { stateMachineArn, name });
      await cloud.ended(executionArn);
      if (name !== "b") cloud.clock.advanceTo(cloud.clock.now() + 1000);
    }
    await cloud.apply(wait);
    await cloud.call("StartExecution", { stateMachineArn, name: "running" });
    const names = (page: { executions: { name: string }[] }) => page.executions.map(({ name }) => name);
    const first = await cloud.call("ListExecutions", { stateMachineArn, maxResults: 4 });
    expect(names(first)).toEqual(["running", "e", "d", "c"]);
    const second = await cloud.call("ListExecutions", { stateMachineArn, maxResults: 4, nextToken: first.nextToken });
    expect(names(second)).toEqual(["b", "a"]);
    expect(second).not.toHaveProperty("nextToken");
    expect(names(await cloud.call("ListExecutions", { stateMachineArn, statusFilter: "RUNNING" }))).toEqual(["running"]);
    await expect(cloud.call("ListExecutions", { stateMachineArn, nextToken: "x" })).rejects.toMatchObject({
      code: "InvalidToken",
    });
  });

  it("have a history in pages, both ways", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(pass);
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.ended(executionArn);
    const pages = async (reverseOrder: boolean) => {
      const ids: number[] = [];
      let nextToken: string | undefined;
      do {
        const page = await cloud.call("GetExecutionHistory", {
          executionArn,
          reverseOrder,
          maxResults: 3,
          ...(nextToken && { nextToken }),
        });
        ids.push(...page.events.map(({ id }: { id: number }) => id));
        nextToken = page.nextToken;
      } while (nextToken);
      return ids;
    };
    expect(await pages(false)).toEqual([1, 2, 3, 4]);
    expect(await pages(true)).toEqual([4, 3, 2, 1]);
  });
});

describe("a state machine", () => {
  it("is named by itself or by the stack, and described", async () => {
    const cloud = fake();
    const arn = await cloud.apply(pass, { StateMachineName: undefined, DefinitionString: undefined, Definition: pass });
    expect(arn).toBe("arn:aws:states:us-east-1:123456789012:stateMachine:stack-Machine-1");
    const created = cloud.clock.now() / 1000;
    expect(await cloud.call("DescribeStateMachine", { stateMachineArn: arn })).toMatchObject({
      name: "stack-Machine-1",
      definition: JSON.stringify(pass),
      roleArn,
      type: "STANDARD",
      creationDate: created,
    });
    const later = fake({ folder: cloud.folder, clock: new VirtualClock(cloud.clock.now() + 5000) });
    await later.apply(pass, { StateMachineName: "stack-Machine-1" });
    expect(await later.call("ListStateMachines", {})).toEqual({
      stateMachines: [{ stateMachineArn: arn, name: "stack-Machine-1", type: "STANDARD", creationDate: created }],
    });
  });

  it("is refused when it is not run here, by the names of what is not", async () => {
    const cloud = fake();
    const distributed = { ...pass, ProcessorConfig: { Mode: "DISTRIBUTED" } };
    const map = { StartAt: "M", States: { M: { Type: "Map", ItemProcessor: distributed, End: true } } };
    await expect(cloud.apply(map)).rejects.toThrow(UnsupportedTemplate);
    await expect(cloud.apply(map)).rejects.toThrow("Machine: the state M: ItemProcessor.ProcessorConfig.Mode");
    await expect(cloud.apply(pass, { StateMachineType: "EXPRESS" })).rejects.toThrow("STANDARD");
    await expect(cloud.apply(pass, { LoggingConfiguration: { Level: "ALL" } })).rejects.toThrow("OFF");
    await expect(cloud.apply(pass, { DefinitionSubstitutions: {} })).rejects.toThrow("DefinitionSubstitutions");
  });
});

describe("after a crash", () => {
  const machine = {
    StartAt: "Fetch",
    States: {
      Fetch: {
        Type: "Task",
        Resource: work,
        Retry: [{ ErrorEquals: ["Flaky"], IntervalSeconds: 10, JitterStrategy: "FULL" }],
        ResultPath: "$.fetched",
        Next: "Pause",
      },
      Pause: { Type: "Wait", Seconds: 100, Next: "Both" },
      Both: {
        Type: "Parallel",
        Branches: [pass, { StartAt: "T", States: { T: { Type: "Task", Resource: work, End: true } } }],
        ResultPath: "$.both",
        Next: "Done",
      },
      Done: { Type: "Succeed" },
    },
  };
  function flakyOnce(failures: number) {
    let left = failures;
    return () => {
      left -= 1;
      return left < 0
        ? ({ ok: true, payload: '"fetched"', requestId: "r" } as const)
        : ({ ok: false, payload: '{"errorType":"Flaky"}', functionError: "Unhandled", requestId: "r" } as const);
    };
  }
  const output = { fetched: "fetched", both: [{ fetched: "fetched" }, "fetched"] };

  it("at any event, even in the middle of a line, the execution goes on from its file", async () => {
    const whole = fake({ invoke: flakyOnce(1) });
    const stateMachineArn = await whole.apply(machine);
    const { executionArn } = await whole.call("StartExecution", { stateMachineArn, name: "one" });
    expect(JSON.parse((await whole.ended(executionArn)).output)).toEqual(output);
    const executions = join(whole.folder, "states", "executions");
    const [file = ""] = readdirSync(executions);
    const lines = readFileSync(join(executions, file), "utf8").split("\n");
    expect(lines.length).toBeGreaterThan(20);

    for (let kept = 2; kept < lines.length - 1; kept += 1) {
      const folder = mkdtempSync(join(tmpdir(), "states-"));
      mkdirSync(join(folder, "states", "executions"), { recursive: true });
      const next = lines[kept] ?? "";
      const path = join(folder, "states", "executions", file);
      writeFileSync(path, `${lines.slice(0, kept).join("\n")}\n${next.slice(0, next.length / 2)}`);
      const failed = lines.slice(0, kept).some((line) => line.includes("LambdaFunctionFailed"));
      const rebuilt = fake({ folder, clock: new VirtualClock(whole.clock.now()), invoke: flakyOnce(failed ? 0 : 1) });
      await rebuilt.apply(machine);
      await rebuilt.service.start?.();
      expect(JSON.parse((await rebuilt.ended(executionArn)).output)).toEqual(output);
      const { events } = await rebuilt.call("GetExecutionHistory", { executionArn });
      expect(events.map(({ id }: { id: number }) => id)).toEqual(events.map((_: unknown, index: number) => index + 1));
    }
  }, 30_000);

  it("a wait ends when it was due, not later", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(wait);
    const began = cloud.clock.now();
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.entered("W");
    await cloud.service.stop?.();
    const again = fake({ folder: cloud.folder, clock: new VirtualClock(began + 45_000) });
    await again.apply(wait);
    await again.service.start?.();
    const { stopDate } = await again.ended(executionArn);
    expect(stopDate).toBe((began + 60_000) / 1000);
  });

  it("a running execution keeps the definition that it was started with", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply({
      StartAt: "W",
      States: { W: { Type: "Wait", Seconds: 60, Next: "Old" }, Old: { Type: "Pass", Result: "old", End: true } },
    });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.entered("W");
    await cloud.service.stop?.();
    const again = fake({ folder: cloud.folder });
    await again.apply(pass);
    await again.service.start?.();
    expect(await again.ended(executionArn)).toMatchObject({ output: '"old"' });
  });

  it("an execution whose machine is gone is aborted", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(wait);
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.entered("W");
    await cloud.service.stop?.();
    const again = fake({ folder: cloud.folder });
    await again.service.start?.();
    expect(await again.ended(executionArn)).toMatchObject({ status: "ABORTED" });
  });

  it("a start that was never answered leaves nothing behind", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply(pass);
    const executions = join(cloud.folder, "states", "executions");
    mkdirSync(executions, { recursive: true });
    appendFileSync(join(executions, "torn.jsonl"), '{"executionArn":"arn');
    expect(await cloud.call("ListExecutions", { stateMachineArn })).toEqual({ executions: [] });
    expect(readdirSync(executions)).toEqual([]);
    rmSync(executions, { recursive: true });
  });
});
