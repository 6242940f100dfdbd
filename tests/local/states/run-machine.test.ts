import { AwsError } from "../../../local/errors.ts";
import { noAnswer, runMachine } from "../../../local/services/states/run-machine.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";

describe("runMachine", () => {
  it("passes what each function answers from state to state", async () => {
    const outcome = await runMachine({
      definition: {
        StartAt: "First",
        States: {
          First: { Type: "Task", Resource: work, ResultPath: "$.first", Next: "Pause" },
          Pause: { Type: "Wait", Seconds: 3600, Next: "Done" },
          Done: { Type: "Succeed" },
        },
      },
      input: { n: 1 },
      invoke: (functionName, payload) => ({ functionName, payload }),
    });
    expect(outcome).toMatchObject({
      status: "SUCCEEDED",
      output: { n: 1, first: { functionName: work, payload: { n: 1 } } },
      entered: ["First", "Pause", "Done"],
      milliseconds: 3_600_000,
    });
    expect(outcome.history.map((event) => event.type)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "WaitStateEntered",
      "WaitStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("names a function's failure by the error's name, with Lambda's JSON as its cause", async () => {
    const definition = { StartAt: "A", States: { A: { Type: "Task", Resource: work, End: true } } };
    const outcome = await runMachine({
      definition,
      invoke: () => {
        throw Object.assign(new Error("nothing there"), { name: "NoCommit" });
      },
    });
    expect(outcome).toMatchObject({ status: "FAILED", error: "NoCommit" });
    expect(JSON.parse(outcome.cause ?? "")).toMatchObject({ errorType: "NoCommit", errorMessage: "nothing there" });
  });

  it("retries Lambda's own errors by name, waiting in virtual time", async () => {
    const definition = {
      StartAt: "A",
      States: {
        A: {
          Type: "Task",
          Resource: work,
          Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2 }],
          End: true,
        },
      },
    };
    let calls = 0;
    const outcome = await runMachine({
      definition,
      invoke: () => {
        calls += 1;
        if (calls < 4) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
        return "at last";
      },
    });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: "at last", milliseconds: (2 + 4 + 8) * 1000 });
  });

  it("lets a task whose function has no answer run into its timeout", async () => {
    const definition = {
      StartAt: "A",
      States: {
        A: {
          Type: "Task",
          Resource: work,
          TimeoutSeconds: 30,
          Catch: [{ ErrorEquals: ["States.Timeout"], ResultPath: "$.error", Next: "Late" }],
          End: true,
        },
        Late: { Type: "Pass", End: true },
      },
    };
    const outcome = await runMachine({ definition, invoke: () => noAnswer });
    expect(outcome).toMatchObject({
      status: "SUCCEEDED",
      output: { error: { Error: "States.Timeout", Cause: "" } },
      milliseconds: 30_000,
    });
  });

  it("says so when an execution can never end", async () => {
    const definition = { StartAt: "A", States: { A: { Type: "Task", Resource: work, End: true } } };
    await expect(runMachine({ definition, invoke: () => noAnswer })).rejects.toThrow("can never end");
  });
});
