import { redriveRecord } from "../../../local/services/states/engine/history.ts";
import { type MachineOutcome, type MachineRun, noAnswer } from "../../../local/services/states/run-machine.ts";
import { VirtualClock } from "../../../local/services/states/virtual-clock.ts";
import { FakeCloud, type FakeOptions, work } from "./support/fake-cloud.ts";
import { lines, types } from "./support/history.ts";
import { run } from "./support/run.ts";

/** Runs an ended execution on, five seconds after it failed. */
function redriven(ended: MachineOutcome, options: MachineRun): Promise<MachineOutcome> {
  const last = ended.records.flatMap((record) => ("event" in record ? [record.event] : [])).at(-1);
  if (!last) throw new Error("There is no history");
  const record = redriveRecord(last, { redriveCount: 1, at: last.timestamp + 5000, clientToken: undefined });
  const from = [...ended.records, record];
  return run({ ...options, from, clock: new VirtualClock(record.event.timestamp) });
}

const task = (more: object = {}) => ({ Type: "Task", Resource: work, ...more });
const broken = () => {
  throw Object.assign(new Error("broken"), { name: "Broken", stack: "" });
};

describe("a redriven execution", () => {
  it("does a failed task again, its retries unused, and goes on", async () => {
    const Retry = [{ ErrorEquals: ["Broken"], MaxAttempts: 1, IntervalSeconds: 2 }];
    const states = { A: { Type: "Pass", Result: { a: 1 }, Next: "T" }, T: task({ Retry, ResultPath: "$.t", End: true }) };
    const options = { definition: { StartAt: "A", States: states } };
    const failed = await run({ ...options, invoke: broken });
    expect(failed).toMatchObject({ status: "FAILED", error: "Broken", milliseconds: 2000 });
    let calls = 0;
    const outcome = await redriven(failed, {
      ...options,
      invoke: () => {
        calls += 1;
        return calls === 1 ? broken() : "mended";
      },
    });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { a: 1, t: "mended" } });
    expect(lines(outcome).slice(10)).toEqual([
      "11 < 10 ExecutionFailed Broken",
      "12 < 11 ExecutionRedriven",
      "13 < 12 LambdaFunctionScheduled",
      "14 < 13 LambdaFunctionStarted",
      "15 < 14 LambdaFunctionFailed Broken",
      "16 < 15 LambdaFunctionScheduled",
      "17 < 16 LambdaFunctionStarted",
      "18 < 17 LambdaFunctionSucceeded",
      "19 < 18 TaskStateExited T",
      "20 < 19 ExecutionSucceeded",
    ]);
    expect(outcome.history[11]).toMatchObject({ executionRedrivenEventDetails: { redriveCount: 1 } });
  });

  it("runs only those branches again that did not succeed", async () => {
    const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: { ...state, End: true } } });
    const late = { StartAt: "Pause", States: { Pause: { Type: "Wait", Seconds: 1, Next: "T" }, T: task({ End: true }) } };
    const Branches = [branch("Done", task()), late, branch("Waits", { Type: "Wait", Seconds: 60 })];
    const options = { definition: { StartAt: "P", States: { P: { Type: "Parallel", Branches, End: true } } }, input: "in" };
    let calls = 0;
    const failed = await run({
      ...options,
      invoke: () => {
        calls += 1;
        return calls === 1 ? "first" : broken();
      },
    });
    expect(types(failed).slice(-2)).toEqual(["WaitStateAborted", "ParallelStateFailed"]);
    const outcome = await redriven(failed, { ...options, invoke: () => "second" });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: ["first", "second", "in"], milliseconds: 66_000 });
    const again = types(outcome).slice(types(failed).length);
    expect(again.filter((type) => type.endsWith("Entered") || type === "ParallelStateStarted")).toEqual([]);
    expect(again.filter((type) => type === "LambdaFunctionSucceeded")).toHaveLength(1);
  });

  it("runs only those iterations again that did not succeed, and starts those that were not started", async () => {
    const pause = { Type: "Wait", SecondsPath: "$", Next: "T" };
    const ItemProcessor = { StartAt: "Pause", States: { Pause: pause, T: task({ End: true }) } };
    const states = { M: { Type: "Map", MaxConcurrency: 2, ItemProcessor, End: true } };
    const options = { definition: { StartAt: "M", States: states }, input: [1, 2, 3, 4] };
    const failed = await run({ ...options, invoke: (_name, n) => (n === 2 ? broken() : n) });
    expect(failed.error).toBe("Broken");
    const seen: unknown[] = [];
    const outcome = await redriven(failed, {
      ...options,
      invoke: (_name, n) => {
        seen.push(n);
        return n;
      },
    });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: [1, 2, 3, 4] });
    expect(seen).toEqual([2, 3, 4]);
    expect(types(outcome).filter((type) => type === "MapIterationStarted")).toHaveLength(4);
    expect(types(outcome).filter((type) => type === "MapIterationSucceeded")).toHaveLength(4);
  });

  it("fails again at a Fail state", async () => {
    const options = { definition: { StartAt: "F", States: { F: { Type: "Fail", Error: "Mine" } } } };
    const outcome = await redriven(await run(options), options);
    expect(lines(outcome).slice(2)).toEqual([
      "3 < 2 ExecutionFailed Mine",
      "4 < 3 ExecutionRedriven",
      "5 < 4 ExecutionFailed Mine",
    ]);
  });

  it("has its machine's whole timeout anew, and waits anew", async () => {
    const states = { W: { Type: "Wait", Seconds: 8, Next: "T" }, T: task({ End: true }) };
    const options = { definition: { StartAt: "W", TimeoutSeconds: 10, States: states } };
    const timedOut = await run({ ...options, invoke: () => noAnswer });
    expect(timedOut).toMatchObject({ status: "TIMED_OUT", milliseconds: 10_000 });
    expect(await redriven(timedOut, { ...options, invoke: () => noAnswer })).toMatchObject({
      status: "TIMED_OUT",
      milliseconds: 25_000,
    });
  });

  it("knows how often, and when", async () => {
    const states = {
      T: task({ ResultPath: null, Next: "Look" }),
      Look: {
        Type: "Pass",
        InputPath: "$$.Execution",
        Parameters: { "n.$": "$.RedriveCount", "at.$": "$.RedriveTime" },
        End: true,
      },
    };
    const options = { definition: { StartAt: "T", States: states } };
    const outcome = await redriven(await run({ ...options, invoke: broken }), { ...options, invoke: () => 1 });
    expect(outcome.output).toEqual({ n: 1, at: "2026-01-01T00:00:05.000Z" });
  });

  it("rebuilt from any prefix of its history ends the same", async () => {
    const ItemProcessor = { StartAt: "T", States: { T: task({ Next: "W" }), W: { Type: "Wait", Seconds: 3, End: true } } };
    const states = { M: { Type: "Map", MaxConcurrency: 2, ItemProcessor, End: true } };
    const options = { definition: { StartAt: "M", States: states }, input: [1, 2, 3] };
    const failed = await run({ ...options, invoke: (_name, n) => (n === 3 ? broken() : n) });
    const working = { ...options, invoke: (_name: string, n: unknown) => n as number };
    const whole = await redriven(failed, working);
    for (let length = failed.records.length + 1; length < whole.records.length; length += 1) {
      const rebuilt = await run({ ...working, from: whole.records.slice(0, length) });
      expect(rebuilt).toMatchObject({ status: "SUCCEEDED", output: [1, 2, 3] });
    }
  });
});

describe("RedriveExecution", () => {
  const made: FakeCloud[] = [];
  function fake(options: FakeOptions = {}): FakeCloud {
    const cloud = new FakeCloud(options);
    made.push(cloud);
    return cloud;
  }
  afterEach(async () => {
    for (const cloud of made.splice(0)) await cloud.remove();
  });

  const definition = { StartAt: "T", States: { T: task({ End: true }) } };
  /** A function that fails until it is mended. */
  function mendable() {
    const state = { mended: false };
    const invoke = () =>
      state.mended
        ? ({ ok: true, payload: '"done"', requestId: "r" } as const)
        : ({ ok: false, payload: '{"errorType":"Broken"}', functionError: "Unhandled", requestId: "r" } as const);
    return { state, invoke };
  }
  async function failed(options: FakeOptions = {}) {
    const { state, invoke } = mendable();
    const cloud = fake({ ...options, invoke });
    const stateMachineArn = await cloud.apply(definition);
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.ended(executionArn);
    return { cloud, state, invoke, executionArn, stateMachineArn };
  }

  it("takes a failed execution up, durably", async () => {
    const { cloud, state, invoke, executionArn, stateMachineArn } = await failed();
    expect(await cloud.call("DescribeExecution", { executionArn })).toMatchObject({
      redriveStatus: "REDRIVABLE",
      redriveCount: 0,
    });
    state.mended = true;
    cloud.clock.advanceTo(cloud.clock.now() + 1000);
    const { redriveDate } = await cloud.call("RedriveExecution", { executionArn });
    expect(redriveDate).toBe(cloud.clock.now() / 1000);
    const end = await cloud.ended(executionArn);
    expect(end).toMatchObject({ status: "SUCCEEDED", output: '"done"', redriveCount: 1, redriveDate });
    expect(end).toMatchObject({
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
    const listed = async (redriveFilter: string) =>
      (await cloud.call("ListExecutions", { stateMachineArn, redriveFilter })).executions.length;
    expect([await listed("REDRIVEN"), await listed("NOT_REDRIVEN")]).toEqual([1, 0]);
    await cloud.service.stop?.();
    const again = fake({ folder: cloud.folder, invoke });
    await again.apply(definition);
    await again.service.start?.();
    expect(await again.call("DescribeExecution", { executionArn })).toMatchObject({
      status: "SUCCEEDED",
      redriveCount: 1,
      redriveDate,
    });
  });

  it("goes on after the cloud was killed in the middle of it", async () => {
    const { cloud, executionArn } = await failed();
    let asked = false;
    const stuck = fake({
      folder: cloud.folder,
      invoke: () => {
        asked = true;
        return new Promise(() => {});
      },
    });
    await stuck.apply(definition);
    await stuck.call("RedriveExecution", { executionArn });
    await stuck.until(() => asked);
    const after = fake({ folder: cloud.folder, invoke: () => ({ ok: true, payload: '"after"', requestId: "r" }) });
    await after.apply(definition);
    await after.service.start?.();
    expect(await after.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"after"', redriveCount: 1 });
  });

  it("is the same request with the same token", async () => {
    const { cloud, executionArn } = await failed();
    const redrive = () => cloud.call("RedriveExecution", { executionArn, clientToken: "once" });
    const first = await redrive();
    await cloud.ended(executionArn);
    cloud.clock.advanceTo(cloud.clock.now() + 60_000);
    expect(await redrive()).toEqual(first);
    expect(await cloud.call("DescribeExecution", { executionArn })).toMatchObject({ redriveCount: 1 });
    cloud.clock.advanceTo(cloud.clock.now() + 15 * 60_000);
    expect(await redrive()).not.toEqual(first);
  });

  it("refuses what runs, has succeeded, is unknown, or ended more than fourteen days ago", async () => {
    const { cloud, state, executionArn, stateMachineArn } = await failed();
    const day = 24 * 3600_000;
    cloud.clock.advanceTo(cloud.clock.now() + 14 * day + 1);
    await expect(cloud.call("RedriveExecution", { executionArn })).rejects.toMatchObject({
      code: "ExecutionNotRedrivable",
      message: "Execution redrivable period exceeded",
    });
    await expect(cloud.call("RedriveExecution", { executionArn: `${executionArn}x` })).rejects.toMatchObject({
      code: "ExecutionDoesNotExist",
    });
    await expect(cloud.call("RedriveExecution", { executionArn: stateMachineArn })).rejects.toMatchObject({ code: "InvalidArn" });
    state.mended = true;
    const done = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.ended(done.executionArn);
    await expect(cloud.call("RedriveExecution", { executionArn: done.executionArn })).rejects.toMatchObject({
      message: "Execution is SUCCEEDED and cannot be redriven",
    });
    await cloud.apply({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    const running = await cloud.call("StartExecution", { stateMachineArn });
    await expect(cloud.call("RedriveExecution", { executionArn: running.executionArn })).rejects.toMatchObject({
      message: "Execution is RUNNING and cannot be redriven",
    });
  });

  it("takes up what was stopped", async () => {
    const cloud = fake();
    const stateMachineArn = await cloud.apply({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    const { executionArn } = await cloud.call("StartExecution", { stateMachineArn });
    await cloud.entered("W");
    await cloud.call("StopExecution", { executionArn });
    await cloud.call("RedriveExecution", { executionArn });
    expect(await cloud.ended(executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
  });
});
