import fc from "fast-check";
import type { Json } from "../../../local/services/states/asl/json.ts";
import { redriveRecord } from "../../../local/services/states/engine/history.ts";
import { noAnswer } from "../../../local/services/states/run-machine.ts";
import { run } from "./support/run.ts";

const task = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** A scope of a few states in a row, some of them Parallel or Map with scopes of their own. */
interface Machine {
  StartAt: string;
  States: Record<string, Record<string, unknown>>;
}

const { scope } = fc.letrec<{ state: Record<string, unknown>; scope: Machine }>((tie) => ({
  state: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.record({
      Type: fc.constant("Pass"),
      Result: fc.oneof(fc.integer(), fc.string(), fc.constant({ deep: [1, null] })),
      ResultPath: fc.constantFrom("$", "$.a", "$.b.c", null),
    }),
    fc.record({ Type: fc.constant("Pass"), Parameters: fc.constant({ "was.$": "$", "name.$": "$$.State.Name" }) }),
    fc.record({ Type: fc.constant("Wait"), Seconds: fc.integer({ min: 0, max: 90 }) }),
    fc.record({
      Type: fc.constant("Task"),
      Resource: fc.constantFrom(task("works"), task("fails"), task("flaky"), task("hangs")),
      TimeoutSeconds: fc.constantFrom(5, 60),
      ResultPath: fc.constantFrom("$", "$.a", null),
      Retry: fc.constant([
        { ErrorEquals: ["Flaky", "States.Timeout"], IntervalSeconds: 3, MaxAttempts: 2, JitterStrategy: "FULL" },
      ]),
    }),
    fc.record({
      Type: fc.constant("Parallel"),
      Branches: fc.array(tie("scope"), { minLength: 1, maxLength: 3 }),
      ResultPath: fc.constantFrom("$", "$.a", null),
      Retry: fc.constantFrom([], [{ ErrorEquals: ["Broken"], MaxAttempts: 1 }]),
    }),
    fc.record({
      Type: fc.constant("Map"),
      ItemsPath: fc.constant("$$.Execution.Input.items"),
      ItemProcessor: tie("scope"),
      MaxConcurrency: fc.integer({ min: 0, max: 2 }),
      ItemSelector: fc.constant({ "i.$": "$$.Map.Item.Index", "all.$": "$", "chance.$": "States.MathRandom(0, 9)" }),
      ResultPath: fc.constantFrom("$", "$.a", null),
      Retry: fc.constantFrom([], [{ ErrorEquals: ["Broken", "Flaky"], MaxAttempts: 1 }]),
    }),
    fc.record({ Type: fc.constant("Choice"), chooses: fc.boolean() }),
  ),
  scope: fc
    .tuple(fc.array(tie("state"), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([states, caught]) => inARow(states, caught)),
}));

let names = 0;
function inARow(states: Record<string, unknown>[], caught: boolean): Machine {
  names += 1;
  const prefix = `S${names}`;
  const name = (index: number) => (index < states.length ? `${prefix}-${index}` : `${prefix}-End`);
  const entries = states.map(({ chooses, ...state }, index) => {
    if (state.Type === "Choice") {
      const rule = { Variable: "$$.Execution.Input.yes", BooleanEquals: chooses, Next: name(index + 1) };
      return [name(index), { Type: "Choice", Choices: [rule], Default: `${prefix}-End` }];
    }
    const handlers =
      caught && ["Task", "Parallel", "Map"].includes(String(state.Type))
        ? { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: name(index + 1) }] }
        : {};
    return [name(index), { ...state, ...handlers, Next: name(index + 1) }];
  });
  const end = { Type: "Pass", Parameters: { "out.$": "$" }, End: true };
  return { StartAt: name(0), States: { ...Object.fromEntries(entries), [`${prefix}-End`]: end } };
}

/** Answers that follow from the payload alone: a task that is run again answers the same. */
function invoke(functionName: string, payload: Json) {
  if (functionName === task("hangs")) return noAnswer;
  if (functionName === task("fails")) throw Object.assign(new Error("broken"), { name: "Broken", stack: "" });
  if (functionName === task("flaky")) throw Object.assign(new Error("flaky"), { name: "Flaky", stack: "" });
  return { got: payload };
}

describe("an execution rebuilt from a prefix of its history", () => {
  it("ends as it would have, whatever the machine and wherever it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(scope, fc.boolean(), async (machine, yes) => {
        const options = { definition: JSON.stringify(machine), input: { yes, items: [1, "two"] }, invoke, random: () => 0.7 };
        const whole = await run(options);
        const stride = Math.ceil(whole.records.length / 40);
        for (let length = 1; length < whole.records.length; length += stride) {
          const rebuilt = await run({ ...options, from: whole.records.slice(0, length) });
          expect({ status: rebuilt.status, output: rebuilt.output, error: rebuilt.error }).toEqual({
            status: whole.status,
            output: whole.output,
            error: whole.error,
          });
          expect(rebuilt.records.slice(0, length)).toEqual(whole.records.slice(0, length));
          expect([...rebuilt.entered].sort()).toEqual([...whole.entered].sort());
        }
      }),
      { numRuns: 12, seed: 20261123 },
    );
  }, 30_000);

  it("and redriven once its functions work gives what an execution gives that never failed", async () => {
    let redriven = 0;
    await fc.assert(
      fc.asyncProperty(scope, fc.boolean(), async (machine, yes) => {
        fc.pre(!JSON.stringify(machine).includes('"Catch"'));
        const options = { definition: JSON.stringify(machine), input: { yes, items: [1, "two"] }, random: () => 0.7 };
        const answering = { ...options, invoke: (_name: string, payload: Json) => ({ got: payload }) };
        const failed = await run({ ...options, invoke });
        const last = failed.records.flatMap((record) => ("event" in record ? [record.event] : [])).at(-1);
        const whole = await run(answering);
        if (failed.status !== "FAILED" || !last || failed.error?.startsWith("States.R")) return;
        redriven += 1;
        const record = redriveRecord(last, { redriveCount: 1, at: last.timestamp, clientToken: undefined });
        const mended = await run({ ...answering, from: [...failed.records, record] });
        expect({ status: mended.status, output: mended.output }).toEqual({ status: whole.status, output: whole.output });
      }),
      { numRuns: 150, seed: 20261124 },
    );
    expect(redriven).toBeGreaterThan(10);
  }, 30_000);

  const polling = {
    StartAt: "Check",
    States: {
      Check: {
        Type: "Task",
        Resource: task("check"),
        Retry: [{ ErrorEquals: ["Throttled"], IntervalSeconds: 10, MaxAttempts: 3, BackoffRate: 2 }],
        Next: "Done?",
      },
      "Done?": { Type: "Choice", Choices: [{ Variable: "$.done", BooleanEquals: true, Next: "Done" }], Default: "Pause" },
      Pause: { Type: "Wait", Seconds: 100, Next: "Check" },
      Done: { Type: "Succeed" },
    },
  };

  it("keeps its timers' due times and its retries' counts, and runs only the task again that was running", async () => {
    const calls: number[] = [];
    const answering = (script: (string | boolean)[]) => () => {
      const answer = script.shift();
      calls.push(1);
      if (answer === "throttled") throw Object.assign(new Error(), { name: "Throttled", stack: "" });
      return { done: answer ?? false };
    };
    const script = ["throttled", "throttled", false, true];
    const whole = await run({ definition: polling, invoke: answering([...script]) });
    expect(whole).toMatchObject({ status: "SUCCEEDED", milliseconds: (10 + 20 + 100) * 1000 });

    for (let length = 1; length < whole.records.length; length += 1) {
      const kept = whole.records.slice(0, length);
      const answered = kept.filter(
        (record) => "event" in record && /^LambdaFunction(Succeeded|Failed)$/.test(record.event.type),
      ).length;
      calls.length = 0;
      const rebuilt = await run({ definition: polling, from: kept, invoke: answering(script.slice(answered)) });
      expect(rebuilt.status).toBe("SUCCEEDED");
      expect(calls).toHaveLength(script.length - answered);
      expect(rebuilt.history).toEqual(whole.history);
    }
  });

  it("keeps what finished branches gave", async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Task", Resource: task(name), End: true } } });
    const definition = {
      StartAt: "Both",
      States: { Both: { Type: "Parallel", Branches: [branch("One"), branch("Two")], End: true } },
    };
    const whole = await run({ definition, invoke: (name) => name });
    const oneDone = whole.records.findIndex((record) => "event" in record && record.event.type === "TaskStateExited") + 1;
    const called: string[] = [];
    const rebuilt = await run({
      definition,
      from: whole.records.slice(0, oneDone),
      invoke: (name) => {
        called.push(name);
        return name;
      },
    });
    expect(called).not.toContain(task("One"));
    expect(rebuilt.output).toEqual([task("One"), task("Two")]);
  });

  it("gives a task that is run again its whole timeout", async () => {
    const definition = { StartAt: "A", States: { A: { Type: "Task", Resource: task("slow"), TimeoutSeconds: 10, End: true } } };
    const whole = await run({ definition, invoke: () => noAnswer });
    const started = whole.records.slice(0, 4);
    const { VirtualClock } = await import("../../../local/services/states/virtual-clock.ts");
    const anHourLater = new VirtualClock(Date.parse("2026-01-01T01:00:00Z"));
    const rebuilt = await run({ definition, from: started, clock: anHourLater, invoke: () => "in time" });
    expect(rebuilt).toMatchObject({ status: "SUCCEEDED", output: "in time" });
  });
});
