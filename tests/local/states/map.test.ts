import type { Json } from "../../../local/services/states/asl/json.ts";
import { type MachineRun, noAnswer } from "../../../local/services/states/run-machine.ts";
import { lines, types } from "./support/history.ts";
import { run } from "./support/run.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";

/** A machine of one state: `inner` are the fields of the state that each iteration is. */
function map(inner: object, more: object = {}, after: object = {}) {
  const ItemProcessor = {
    ProcessorConfig: { Mode: "INLINE" },
    StartAt: "Each",
    States: { Each: { End: true, ...inner }, ...after },
  };
  return { StartAt: "All", States: { All: { Type: "Map", ItemProcessor, ...more, Next: "End" }, End: { Type: "Succeed" } } };
}

async function output(definition: object, input: Json, invoke?: MachineRun["invoke"]) {
  const outcome = await run({ definition, input, ...(invoke && { invoke }) });
  return outcome.status === "SUCCEEDED" ? outcome.output : { error: outcome.error, cause: outcome.cause };
}

describe("a Map", () => {
  it("runs its machine for every item and lists the outputs in the items' order", async () => {
    const doubled = (_name: string, n: Json) => Number(n) * 2;
    expect(await output(map({ Type: "Task", Resource: work }), [3, 1, 2], doubled)).toEqual([6, 2, 4]);
  });

  it("calls its machine Iterator and its selector Parameters in older definitions", async () => {
    const Iterator = { StartAt: "Each", States: { Each: { Type: "Pass", End: true } } };
    const definition = map({}, { ItemProcessor: undefined, Iterator, Parameters: { "n.$": "$$.Map.Item.Value" } });
    expect(await output(definition, ["a"])).toEqual([{ n: "a" }]);
  });

  it("takes its items from the state's input and selects what an iteration gets", async () => {
    const state = {
      InputPath: "$.talk",
      ItemsPath: "$.slides",
      ItemSelector: { "speaker.$": "$.speaker", "at.$": "$$.Map.Item.Index", "slide.$": "$$.Map.Item.Value", kind: "slide" },
      ResultSelector: { "first.$": "$[0]", "count.$": "States.ArrayLength($)" },
      ResultPath: "$.talk.result",
      OutputPath: "$.talk",
    };
    const input = { talk: { speaker: "Ada", slides: ["one", "two"] } };
    expect(await output(map({ Type: "Pass" }, state), input)).toEqual({
      ...input.talk,
      result: { first: { speaker: "Ada", at: 0, slide: "one", kind: "slide" }, count: 2 },
    });
  });

  it("shows the item to the states of its iterations, the innermost where Maps are in Maps", async () => {
    const inside = {
      Type: "Map",
      ItemSelector: { "here.$": "$$.Map.Item.Value" },
      ItemsPath: "$$.Map.Item.Value",
      ItemProcessor: {
        StartAt: "In",
        States: {
          In: {
            Type: "Parallel",
            Branches: [{ StartAt: "Look", States: { Look: { Type: "Pass", InputPath: "$$.Map.Item", End: true } } }],
            End: true,
          },
        },
      },
    };
    expect(await output(map(inside), [["a", "b"], []])).toEqual([[[{ Index: 0, Value: "a" }], [{ Index: 1, Value: "b" }]], []]);
  });

  it("of nothing gives nothing", async () => {
    const outcome = await run({ definition: map({ Type: "Pass" }), input: [] });
    expect(outcome.output).toEqual([]);
    expect(lines(outcome)).toEqual([
      "1 < 0 ExecutionStarted",
      "2 < 0 MapStateEntered All",
      "3 < 2 MapStateStarted 0",
      "4 < 3 MapStateSucceeded",
      "5 < 3 MapStateExited All",
      "6 < 5 SucceedStateEntered End",
      "7 < 6 SucceedStateExited End",
      "8 < 7 ExecutionSucceeded",
    ]);
  });

  it("fails where its items are no array", async () => {
    expect(await output(map({ Type: "Pass" }, { ItemsPath: "$.items" }), { items: { a: 1 } })).toEqual({
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'All' (entered at the event id #2). Reference path \"$.items\" must point to array.",
    });
    expect(await output(map({ Type: "Pass" }, { ItemsPath: "$.none" }), {})).toMatchObject({ error: "States.Runtime" });
  });

  it("fails where its result is larger than a payload", async () => {
    const large = map({ Type: "Pass", Result: "x".repeat(100_000) });
    expect(await output(large, [1, 2, 3])).toMatchObject({ error: "States.DataLimitExceeded" });
  });
});

describe("a Map's concurrency", () => {
  const waiting = { Type: "Wait", Seconds: 10 };

  it.each([
    [{}, 10],
    [{ MaxConcurrency: 0 }, 10],
    [{ MaxConcurrency: 1 }, 50],
    [{ MaxConcurrency: 2 }, 30],
    [{ MaxConcurrencyPath: "$.at", ItemsPath: "$.items" }, 20],
  ])("%j", async (state, seconds) => {
    const items = [1, 2, 3, 4, 5];
    const outcome = await run({ definition: map(waiting, state), input: "ItemsPath" in state ? { items, at: 3 } : items });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", milliseconds: seconds * 1000 });
  });

  it("is forty at most", async () => {
    const outcome = await run({ definition: map(waiting), input: Array.from({ length: 41 }, () => 0) });
    expect(outcome.milliseconds).toBe(20_000);
  });

  it.each([-1, 1.5, "2", null])("can't be %j", async (at) => {
    const definition = map(waiting, { MaxConcurrencyPath: "$.at", ItemsPath: "$.items" });
    expect(await output(definition, { items: [], at })).toMatchObject({ error: "States.Runtime" });
  });
});

describe("a Map's history", () => {
  it("with one iteration at a time", async () => {
    const outcome = await run({ definition: map({ Type: "Pass" }, { MaxConcurrency: 1 }), input: ["a", "b"] });
    expect(lines(outcome).slice(1, -3)).toEqual([
      "2 < 0 MapStateEntered All",
      "3 < 2 MapStateStarted 2",
      "4 < 3 MapIterationStarted All 0",
      "5 < 4 PassStateEntered Each",
      "6 < 5 PassStateExited Each",
      "7 < 6 MapIterationSucceeded All 0",
      "8 < 6 MapIterationStarted All 1",
      "9 < 8 PassStateEntered Each",
      "10 < 9 PassStateExited Each",
      "11 < 10 MapIterationSucceeded All 1",
      "12 < 11 MapStateSucceeded",
      "13 < 11 MapStateExited All",
    ]);
  });

  it("with a failure that is tried again, then caught", async () => {
    const handlers = {
      Retry: [{ ErrorEquals: ["Mine"], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ["Mine"], Next: "End" }],
    };
    const outcome = await run({
      definition: map({ Type: "Fail", Error: "Mine", Cause: "so", End: undefined }, handlers),
      input: [1],
    });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { Error: "Mine", Cause: "so" }, milliseconds: 1000 });
    expect(lines(outcome).slice(2, -3)).toEqual([
      "3 < 2 MapStateStarted 1",
      "4 < 3 MapIterationStarted All 0",
      "5 < 4 FailStateEntered Each",
      "6 < 5 MapIterationFailed All 0",
      "7 < 5 MapStateStarted 1",
      "8 < 7 MapIterationStarted All 0",
      "9 < 8 FailStateEntered Each",
      "10 < 9 MapIterationFailed All 0",
      "11 < 9 MapStateFailed",
      "12 < 11 MapStateExited All",
    ]);
  });

  it("tells of what a failed iteration ended, innermost first", async () => {
    const states = {
      Each: { Type: "Choice", Choices: [{ Variable: "$", NumericEquals: 1, Next: "Pause" }], Default: "Both" },
      Pause: { Type: "Wait", Seconds: 1, Next: "Fail" },
      Fail: { Type: "Fail", Error: "Mine" },
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } },
          { StartAt: "T", States: { T: { Type: "Task", Resource: work, End: true } } },
        ],
        End: true,
      },
    };
    let left = 0;
    const outcome = await run({
      definition: map({}, {}, states),
      input: [2, 1],
      invoke: (_name, _payload, signal) => {
        signal.addEventListener("abort", () => {
          left += 1;
        });
        return noAnswer;
      },
    });
    expect(outcome).toMatchObject({ status: "FAILED", error: "Mine", milliseconds: 1000 });
    const told = types(outcome);
    expect(told.slice(told.indexOf("MapIterationFailed"))).toEqual([
      "MapIterationFailed",
      "WaitStateAborted",
      "TaskStateAborted",
      "ParallelStateAborted",
      "MapIterationAborted",
      "MapStateFailed",
    ]);
    expect(left).toBe(1);
  });

  it("tells of iterations that ended because the next one's input could not be made", async () => {
    const definition = map(
      { Type: "Wait", Seconds: 5 },
      { ItemSelector: { "v.$": "States.ArrayGetItem($$.Map.Item.Value, 0)" }, MaxConcurrency: 2 },
    );
    const outcome = await run({ definition, input: [["a"], [], ["c"]] });
    expect(outcome).toMatchObject({ status: "FAILED", error: "States.IntrinsicFailure" });
    expect(types(outcome)).toEqual([
      "MapStateEntered",
      "MapStateStarted",
      "MapIterationStarted",
      "MapIterationAborted",
      "MapStateFailed",
    ]);
  });
});
