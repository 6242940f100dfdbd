/** Each state type by its history: definition and input, then every event with the event that it follows. */
import type { Json } from "../../../local/services/states/asl/json.ts";
import { type MachineRun, noAnswer } from "../../../local/services/states/run-machine.ts";
import { lines } from "./support/history.ts";
import { run } from "./support/run.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";
const invoke = "arn:aws:states:::lambda:invoke";
const fails = (name: string) => () => {
  throw Object.assign(new Error("why"), { name, stack: "" });
};

/** Fails as often as it is told to, then answers. */
function failing(times: number, name: string): NonNullable<MachineRun["invoke"]> {
  let left = times;
  return () => {
    left -= 1;
    return left < 0 ? "answer" : fails(name)();
  };
}

interface Case {
  readonly states: Record<string, object>;
  readonly input?: Json;
  readonly invoke?: MachineRun["invoke"];
  readonly timeout?: number;
  readonly history: readonly string[];
}

const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: { End: true, ...state } } });

const cases: Record<string, Case> = {
  "Pass, Choice and Succeed": {
    states: {
      P: { Type: "Pass", Result: { n: 2 }, Next: "C" },
      C: { Type: "Choice", Choices: [{ Variable: "$.n", NumericGreaterThan: 1, Next: "S" }], Default: "P" },
      S: { Type: "Succeed" },
    },
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 PassStateEntered P",
      "3 < 2 PassStateExited P",
      "4 < 3 ChoiceStateEntered C",
      "5 < 4 ChoiceStateExited C",
      "6 < 5 SucceedStateEntered S",
      "7 < 6 SucceedStateExited S",
      "8 < 7 ExecutionSucceeded",
    ],
  },
  "Wait, then Fail": {
    states: { W: { Type: "Wait", Seconds: 3, Next: "F" }, F: { Type: "Fail", Error: "Mine", Cause: "so" } },
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 WaitStateEntered W",
      "3 < 2 WaitStateExited W",
      "4 < 3 FailStateEntered F",
      "5 < 4 ExecutionFailed Mine",
    ],
  },
  "a Choice that nothing matches": {
    states: { C: { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: 1, Next: "S" }] }, S: { Type: "Succeed" } },
    input: { n: 2 },
    history: ["1 < 0 ExecutionStarted", "2 < 0 ChoiceStateEntered C", "3 < 2 ExecutionFailed States.Runtime"],
  },
  "a function, tried again": {
    states: { T: { Type: "Task", Resource: work, Retry: [{ ErrorEquals: ["E"] }], End: true } },
    invoke: failing(1, "E"),
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 TaskStateEntered T",
      "3 < 2 LambdaFunctionScheduled",
      "4 < 3 LambdaFunctionStarted",
      "5 < 4 LambdaFunctionFailed E",
      "6 < 5 LambdaFunctionScheduled",
      "7 < 6 LambdaFunctionStarted",
      "8 < 7 LambdaFunctionSucceeded",
      "9 < 8 TaskStateExited T",
      "10 < 9 ExecutionSucceeded",
    ],
  },
  "the integration, caught": {
    states: {
      T: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "work", "Payload.$": "$" },
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "S" }],
        End: true,
      },
      S: { Type: "Succeed" },
    },
    invoke: fails("E"),
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 TaskStateEntered T",
      "3 < 2 TaskScheduled",
      "4 < 3 TaskStarted",
      "5 < 4 TaskFailed E",
      "6 < 5 TaskStateExited T",
      "7 < 6 SucceedStateEntered S",
      "8 < 7 SucceedStateExited S",
      "9 < 8 ExecutionSucceeded",
    ],
  },
  "a task that takes too long": {
    states: { T: { Type: "Task", Resource: work, TimeoutSeconds: 5, End: true } },
    invoke: () => noAnswer,
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 TaskStateEntered T",
      "3 < 2 LambdaFunctionScheduled",
      "4 < 3 LambdaFunctionStarted",
      "5 < 4 LambdaFunctionTimedOut States.Timeout",
      "6 < 5 ExecutionFailed States.Timeout",
    ],
  },
  "a task whose input can't be made": {
    states: { T: { Type: "Task", Resource: work, Parameters: { "a.$": "$.none" }, End: true } },
    history: ["1 < 0 ExecutionStarted", "2 < 0 TaskStateEntered T", "3 < 2 ExecutionFailed States.Runtime"],
  },
  "a machine that takes too long": {
    states: { W: { Type: "Wait", Seconds: 60, End: true } },
    timeout: 5,
    history: ["1 < 0 ExecutionStarted", "2 < 0 WaitStateEntered W", "3 < 2 ExecutionTimedOut"],
  },
  "a Parallel": {
    states: {
      P: {
        Type: "Parallel",
        Branches: [branch("A", { Type: "Pass" }), branch("B", { Type: "Wait", Seconds: 1 })],
        Next: "S",
      },
      S: { Type: "Succeed" },
    },
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 ParallelStateEntered P",
      "3 < 2 ParallelStateStarted",
      "4 < 3 PassStateEntered A",
      "5 < 3 WaitStateEntered B",
      "6 < 4 PassStateExited A",
      "7 < 5 WaitStateExited B",
      "8 < 7 ParallelStateSucceeded",
      "9 < 7 ParallelStateExited P",
      "10 < 9 SucceedStateEntered S",
      "11 < 10 SucceedStateExited S",
      "12 < 11 ExecutionSucceeded",
    ],
  },
  "a Parallel of which one branch fails": {
    states: {
      P: {
        Type: "Parallel",
        Branches: [
          branch("A", { Type: "Wait", Seconds: 60 }),
          branch("B", { Type: "Task", Resource: work }),
          branch("C", { Type: "Pass" }),
        ],
        End: true,
      },
    },
    invoke: fails("E"),
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 ParallelStateEntered P",
      "3 < 2 ParallelStateStarted",
      "4 < 3 WaitStateEntered A",
      "5 < 3 TaskStateEntered B",
      "6 < 3 PassStateEntered C",
      "7 < 5 LambdaFunctionScheduled",
      "8 < 6 PassStateExited C",
      "9 < 7 LambdaFunctionStarted",
      "10 < 9 LambdaFunctionFailed E",
      "11 < 4 WaitStateAborted",
      "12 < 10 ParallelStateFailed",
      "13 < 12 ExecutionFailed E",
    ],
  },
  "a Parallel of which one branch can't be evaluated": {
    states: {
      P: {
        Type: "Parallel",
        Branches: [branch("A", { Type: "Wait", SecondsPath: "$.none" }), branch("B", { Type: "Wait", Seconds: 60 })],
        End: true,
      },
    },
    history: [
      "1 < 0 ExecutionStarted",
      "2 < 0 ParallelStateEntered P",
      "3 < 2 ParallelStateStarted",
      "4 < 3 WaitStateEntered A",
      "5 < 3 WaitStateEntered B",
      "6 < 5 WaitStateAborted",
      "7 < 4 ParallelStateFailed",
      "8 < 7 ExecutionFailed States.Runtime",
    ],
  },
};

describe("the history of", () => {
  it.each(Object.entries(cases))("%s", async (_what, { states, input = {}, timeout, history, invoke: answer }) => {
    const [StartAt] = Object.keys(states);
    const definition = { StartAt, States: states, ...(timeout && { TimeoutSeconds: timeout }) };
    expect(lines(await run({ definition, input, ...(answer && { invoke: answer }) }))).toEqual(history);
  });
});
