import { AwsError } from "../../../local/errors.ts";
import { decideRetry } from "../../../local/services/states/asl/retry.ts";
import { type MachineRun, noAnswer } from "../../../local/services/states/run-machine.ts";
import { VirtualClock } from "../../../local/services/states/virtual-clock.ts";
import { run } from "./support/run.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";

function failing(name: string, message = "") {
  return () => {
    throw Object.assign(new Error(message), { name, stack: "" });
  };
}

/** Runs one Task with a state `Caught` beside it. */
function task(state: Record<string, unknown>, invoke: MachineRun["invoke"], more: Partial<MachineRun> = {}) {
  const definition = {
    StartAt: "T",
    States: { T: { Type: "Task", Resource: work, ...state, End: true }, Caught: { Type: "Pass", End: true } },
  };
  return run({ definition, ...(invoke && { invoke }), ...more });
}

describe("Retry", () => {
  const delays = (retrier: object, attempts: number, random = () => 0.5) =>
    Array.from(
      { length: attempts },
      (_, used) => decideRetry([{ ErrorEquals: ["E"], ...retrier }], "E", [used], random)?.delayMilliseconds,
    );

  it("waits one second, then twice as long each time, three times", () => {
    expect(delays({}, 4)).toEqual([1000, 2000, 4000, undefined]);
  });

  it("bounds the delay and takes any share of it with full jitter", () => {
    const retrier = { IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 50 };
    expect(delays(retrier, 4)).toEqual([10_000, 30_000, 50_000, 50_000]);
    expect(delays({ ...retrier, JitterStrategy: "FULL" }, 3)).toEqual([5_000, 15_000, 25_000]);
    expect(delays({ ...retrier, JitterStrategy: "FULL" }, 1, () => 0)).toEqual([0]);
  });

  it("counts each retrier's attempts alone, and the first that matches decides", async () => {
    const errors = ["A", "B", "A", "B", "A"];
    const Retry = [
      { ErrorEquals: ["A"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 10, MaxAttempts: 5, BackoffRate: 1 },
    ];
    const outcome = await task({ Retry }, () => failing(errors.shift() ?? "none")());
    expect(outcome).toMatchObject({ status: "FAILED", error: "A", milliseconds: (1 + 10 + 1 + 10) * 1000 });
  });

  it("tells a task how often it was tried", async () => {
    const counts: unknown[] = [];
    const state = { Parameters: { "count.$": "$$.State.RetryCount" }, Retry: [{ ErrorEquals: ["E"], MaxAttempts: 2 }] };
    await task(state, (_, payload) => {
      counts.push(payload);
      return failing("E")();
    });
    expect(counts).toEqual([{ count: 0 }, { count: 1 }, { count: 2 }]);
  });

  it("never retries with MaxAttempts 0", async () => {
    expect((await task({ Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 0 }] }, failing("E"))).milliseconds).toBe(0);
  });
});

describe("Catch", () => {
  it.each([
    [["E"], "Caught"],
    [["Other", "E"], "Caught"],
    [["States.TaskFailed"], "Caught"],
    [["States.ALL"], "Caught"],
    [["Other"], undefined],
    [["States.Timeout"], undefined],
  ])("of %j takes the error E to %s", async (ErrorEquals, next) => {
    const outcome = await task({ Catch: [{ ErrorEquals, Next: "Caught" }] }, failing("E", "why"));
    expect(outcome.entered[1]).toBe(next);
  });

  it("places the error in the raw input, past the state's own ResultPath and OutputPath", async () => {
    const state = {
      InputPath: "$.in",
      ResultPath: "$.never",
      OutputPath: "$.none",
      Catch: [{ ErrorEquals: ["E"], ResultPath: "$.error", Next: "Caught" }],
    };
    const { output } = await task(state, failing("E", "why"), { input: { in: 1 } });
    expect(output).toEqual({
      in: 1,
      error: { Error: "E", Cause: JSON.stringify({ errorType: "E", errorMessage: "why", trace: [""] }) },
    });
  });

  it("does not take a timeout for a failed task", async () => {
    const state = { TimeoutSeconds: 5, Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Caught" }] };
    expect(await task(state, () => noAnswer)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  });

  it("never takes States.Runtime, and States.DataLimitExceeded only by name", async () => {
    const runtime = { OutputPath: "$.none.there", Catch: [{ ErrorEquals: ["States.Runtime"], Next: "Caught" }] };
    expect(await task(runtime, () => ({}))).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    const large = () => "a".repeat(262_144);
    const named = (name: string) => task({ Catch: [{ ErrorEquals: [name], ResultPath: null, Next: "Caught" }] }, large);
    expect(await named("States.ALL")).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
    expect(await named("States.DataLimitExceeded")).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("a function's failure", () => {
  it.each([
    [new AwsError("TooManyRequestsException", "Rate Exceeded.", 429), "Lambda.TooManyRequestsException"],
    [new AwsError("ResourceNotFoundException", "Function not found", 404), "Lambda.ResourceNotFoundException"],
    [
      new AwsError("AccessDeniedException", "User: x is not authorized to perform: lambda:InvokeFunction", 403),
      "Lambda.AWSLambdaException",
    ],
  ])("of Lambda itself (%s) is named as AWS names it", async (refusal, error) => {
    const outcome = await task({}, () => Promise.reject(refusal));
    expect(outcome).toMatchObject({
      error,
      cause: expect.stringContaining(
        `${refusal.message} (Service: AWSLambda; Status Code: ${refusal.status}; Error Code: ${refusal.code};`,
      ),
    });
  });

  it("is told by the events of its kind of task", async () => {
    const invokeTask = { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "work", "Payload.$": "$" } };
    const kinds = async (state: object, invoke: MachineRun["invoke"]) =>
      (await task({ ...state }, invoke)).history.map((event) => event.type).slice(2, -1);
    expect(await kinds({}, failing("E"))).toEqual(["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed"]);
    expect(await kinds(invokeTask, failing("E"))).toEqual(["TaskScheduled", "TaskStarted", "TaskFailed"]);
    expect(await kinds({ TimeoutSeconds: 1 }, () => noAnswer)).toEqual([
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionTimedOut",
    ]);
    expect(await kinds({ ...invokeTask, TimeoutSeconds: 1 }, () => noAnswer)).toEqual([
      "TaskScheduled",
      "TaskStarted",
      "TaskTimedOut",
    ]);
  });

  it("of lambda:invoke gives the answer in Payload, and takes a string as JSON text", async () => {
    const state = { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "work", Payload: '{"n":1}' } };
    expect((await task(state, (_, payload) => ({ payload }))).output).toMatchObject({
      ExecutedVersion: "$LATEST",
      Payload: { payload: { n: 1 } },
      StatusCode: 200,
    });
    const broken = { ...state, Parameters: { FunctionName: "work", Payload: "no json" } };
    expect(await task(broken, () => 1)).toMatchObject({ error: "Lambda.InvalidRequestContentException" });
  });
});

describe("timeouts", () => {
  it("of a task come from its TimeoutSecondsPath, which reads the state's input", async () => {
    const state = { TimeoutSecondsPath: "$.limit", Parameters: { other: 1 } };
    const outcome = await task(state, () => noAnswer, { input: { limit: 7 } });
    expect(outcome).toMatchObject({ status: "FAILED", error: "States.Timeout", milliseconds: 7000 });
    expect(outcome).not.toHaveProperty("cause");
    for (const limit of [0, -1, 1.5, "7"]) {
      expect(await task(state, () => 1, { input: { limit } })).toMatchObject({ error: "States.Runtime" });
    }
  });

  it("come from a heartbeat that no function sends", async () => {
    const heartbeat = await task({ HeartbeatSeconds: 3, TimeoutSeconds: 60 }, () => noAnswer);
    expect(heartbeat).toMatchObject({ status: "FAILED", error: "States.HeartbeatTimeout", milliseconds: 3000 });
    expect(heartbeat.history.at(-2)).toMatchObject({
      type: "LambdaFunctionTimedOut",
      lambdaFunctionTimedOutEventDetails: { error: "States.HeartbeatTimeout" },
    });
    const path = { HeartbeatSecondsPath: "$.beat", TimeoutSecondsPath: "$.limit" };
    expect(await task(path, () => noAnswer, { input: { beat: 9, limit: 5 } })).toMatchObject({ error: "States.Timeout" });
    expect(await task(path, () => 1, { input: { beat: 0, limit: 5 } })).toMatchObject({ error: "States.Runtime" });
    expect(await task({ HeartbeatSeconds: 3 }, () => "quick")).toMatchObject({ status: "SUCCEEDED" });
  });

  it.each([
    ["States.HeartbeatTimeout", "SUCCEEDED"],
    ["States.Timeout", "SUCCEEDED"],
    ["States.ALL", "SUCCEEDED"],
    ["Other", "FAILED"],
  ])("of heartbeats are caught by %s: %s", async (name, status) => {
    const state = { HeartbeatSeconds: 3, Catch: [{ ErrorEquals: [name], Next: "Caught" }] };
    expect((await task(state, () => noAnswer)).status).toBe(status);
  });

  it("of the integration's tasks are told by the event of their scheduling", async () => {
    const state = {
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "work" },
      TimeoutSeconds: 60,
      HeartbeatSeconds: 7,
    };
    const { history } = await task(state, () => noAnswer);
    expect(history[2]).toMatchObject({ taskScheduledEventDetails: { timeoutInSeconds: 60, heartbeatInSeconds: 7 } });
  });

  it("of the machine end it as TIMED_OUT, whatever it does then", async () => {
    const definition = { StartAt: "W", TimeoutSeconds: 5, States: { W: { Type: "Wait", Seconds: 60, End: true } } };
    const outcome = await run({ definition });
    expect(outcome).toMatchObject({ status: "TIMED_OUT", milliseconds: 5000 });
    expect(outcome.history.at(-1)).toMatchObject({ type: "ExecutionTimedOut" });
  });

  it("give up the invocation that they end", async () => {
    let given: AbortSignal | undefined;
    await task({ TimeoutSeconds: 5 }, (_name, _payload, signal) => {
      given = signal;
      return noAnswer;
    });
    expect(given?.aborted).toBe(true);
  });
});

describe("Wait", () => {
  const wait = async (state: object, input = {}) =>
    run({ definition: { StartAt: "W", States: { W: { Type: "Wait", ...state, End: true } } }, input });

  it.each([
    [{ Seconds: 3 }, {}, 3000],
    [{ SecondsPath: "$.s" }, { s: 4 }, 4000],
    [{ Timestamp: "2026-01-01T00:01:00Z" }, {}, 60_000],
    [{ TimestampPath: "$.t" }, { t: "2026-01-01T02:00:00+01:00" }, 3_600_000],
    [{ Timestamp: "2016-01-01T00:00:00Z" }, {}, 0],
  ])("%j", async (state, input, milliseconds) => {
    expect(await wait(state, input)).toMatchObject({ status: "SUCCEEDED", output: input, milliseconds });
  });

  it("fails for a moment that is further away than AWS waits", async () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    const until = (days: number) => new Date(now + days * 24 * 3600_000).toISOString();
    expect(await wait({ TimestampPath: "$.t" }, { t: until(24_855) })).toMatchObject({ status: "SUCCEEDED" });
    expect(await wait({ TimestampPath: "$.t" }, { t: until(24_856) })).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
    });
    expect(await wait({ Timestamp: until(24_856) })).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  it.each([-1, 1.5, "3", 100_000_000])("fails for SecondsPath %j", async (s) => {
    expect(await wait({ SecondsPath: "$.s" }, { s })).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

describe("Parallel", () => {
  const branch = (state: object) => ({ StartAt: "B", States: { B: state } });
  const both = (one: object, two: object, more: object = {}) => ({
    StartAt: "P",
    States: {
      P: { Type: "Parallel", Branches: [branch(one), { StartAt: "C", States: { C: two } }], ...more, Next: "Z" },
      Z: { Type: "Pass", End: true },
      Caught: { Type: "Pass", End: true },
    },
  });

  it("runs branches side by side and lists their outputs in their order", async () => {
    const definition = both({ Type: "Wait", Seconds: 20, End: true }, { Type: "Wait", Seconds: 10, End: true });
    const { output, milliseconds, history } = await run({ definition, input: { n: 1 } });
    expect(output).toEqual([{ n: 1 }, { n: 1 }]);
    expect(milliseconds).toBe(20_000);
    const succeeded = history.find((event) => event.type === "ParallelStateSucceeded");
    const exited = history.find((event) => event.type === "ParallelStateExited");
    expect(exited?.previousEventId).toBe(succeeded?.previousEventId);
  });

  it("fails with a branch's error at once and gives up the others' work", async () => {
    const clock = new VirtualClock();
    const began = clock.now();
    let givenUpAt = 0;
    const failing = {
      StartAt: "C",
      States: { C: { Type: "Wait", Seconds: 1, Next: "D" }, D: { Type: "Fail", Error: "Mine", Cause: "so" } },
    };
    const definition = {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [branch({ Type: "Task", Resource: work, TimeoutSeconds: 60, End: true }), failing],
          Catch: [{ ErrorEquals: ["Mine"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Wait", Seconds: 20, End: true },
      },
    };
    const outcome = await run({
      definition,
      clock,
      invoke: (_name, _payload, signal) => {
        signal.addEventListener("abort", () => {
          givenUpAt = clock.now() - began;
        });
        return noAnswer;
      },
    });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { Error: "Mine", Cause: "so" }, milliseconds: 21_000 });
    expect(outcome.history.map((event) => event.type).slice(-6)).toEqual([
      "TaskStateAborted",
      "ParallelStateFailed",
      "ParallelStateExited",
      "WaitStateEntered",
      "WaitStateExited",
      "ExecutionSucceeded",
    ]);
    expect(givenUpAt).toBe(1000);
  });

  it("takes no answer any more once its branches are being ended", async () => {
    const task = (name: string) => ({
      StartAt: name,
      States: { [name]: { Type: "Task", Resource: `${work}-${name}`, End: true } },
    });
    const waits = Array.from({ length: 20 }, (_, index) => ({
      StartAt: `W${index}`,
      States: { [`W${index}`]: { Type: "Wait", Seconds: 60, End: true } },
    }));
    const Branches = [task("fails"), ...waits, task("late")];
    const answer = Promise.withResolvers<string>();
    const outcome = await run({
      definition: { StartAt: "P", States: { P: { Type: "Parallel", Branches, End: true } } },
      invoke: async (name) => {
        if (name.endsWith("late")) return answer.promise;
        void (async () => {
          for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          answer.resolve("too late");
        })();
        return failing("E")();
      },
    });
    const kinds = outcome.history.map((event) => event.type);
    expect(kinds.filter((kind) => kind.endsWith("StateAborted"))).toHaveLength(21);
    expect(kinds).not.toContain("LambdaFunctionSucceeded");
  });

  it("retries as a whole, waiting between", async () => {
    const definition = both(
      { Type: "Fail", Error: "Again" },
      { Type: "Succeed" },
      { Retry: [{ ErrorEquals: ["Again"], IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 2 }] },
    );
    const outcome = await run({ definition });
    expect(outcome).toMatchObject({ status: "FAILED", error: "Again", milliseconds: 15_000 });
    const kinds = outcome.history.map((event) => event.type);
    expect(kinds.filter((kind) => kind === "ParallelStateStarted")).toHaveLength(3);
    expect(kinds.filter((kind) => kind === "ParallelStateFailed")).toHaveLength(1);
  });
});

describe("Fail", () => {
  it.each([
    [
      { Error: "E", Cause: "c" },
      { error: "E", cause: "c" },
    ],
    [
      { ErrorPath: "$.e", CausePath: "$$.Execution.Name" },
      { error: "from input", cause: "execution" },
    ],
    [{}, {}],
  ])("%j", async (state, failure) => {
    const outcome = await run({
      definition: { StartAt: "F", States: { F: { Type: "Fail", ...state } } },
      input: { e: "from input" },
    });
    expect(outcome.history.at(-1)).toMatchObject({ type: "ExecutionFailed", executionFailedEventDetails: failure });
  });
});
