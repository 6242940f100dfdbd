import { isValidName } from "../../../local/services/states/names.ts";
import { run } from "./support/run.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";
/** A JSON string of so many bytes, quotes included. */
const bytes = (count: number, character = "a") => character.repeat((count - 2) / Buffer.byteLength(character));

describe("payloads", () => {
  it.each([
    ["a", 262_144, "SUCCEEDED"],
    ["a", 262_145, "FAILED"],
    ["é", 262_144, "SUCCEEDED"],
    ["é", 262_146, "FAILED"],
  ])("of %s in %i bytes of UTF-8: %s", async (character, count, status) => {
    const definition = { StartAt: "T", States: { T: { Type: "Task", Resource: work, End: true } } };
    const outcome = await run({ definition, invoke: () => bytes(count, character) });
    expect(outcome.status).toBe(status);
    if (status === "SUCCEEDED") return;
    expect(outcome).toMatchObject({
      error: "States.DataLimitExceeded",
      cause: `The state/task '${work}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    });
    expect(outcome.history.map((event) => event.type)).toContain("LambdaFunctionFailed");
  });

  it("of a state's output are bounded too", async () => {
    const definition = { StartAt: "P", States: { P: { Type: "Pass", Parameters: { "a.$": "$", "b.$": "$" }, End: true } } };
    expect(await run({ definition, input: bytes(200_000) })).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
  });

  it("of a task's input are bounded after Parameters", async () => {
    const state = { Type: "Task", Resource: work, Parameters: { "a.$": "$", "b.$": "$" }, End: true };
    let called = false;
    const invoke = () => {
      called = true;
      return 1;
    };
    const outcome = await run({ definition: { StartAt: "T", States: { T: state } }, input: bytes(200_000), invoke });
    expect(outcome).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
    expect(called).toBe(false);
  });
});

describe("the history", () => {
  it("ends an endless loop at 25,000 events without blocking the process", async () => {
    const definition = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } };
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const outcome = await run({ definition });
    clearInterval(timer);
    expect(outcome).toMatchObject({
      status: "FAILED",
      cause: "The execution reached the maximum number of history events (25000).",
    });
    expect(outcome.history).toHaveLength(25_000);
    expect(outcome.history.at(-1)?.type).toBe("ExecutionFailed");
    expect(turns).toBeGreaterThan(10);
  });
});

describe("a Map over thousands of items", () => {
  it("takes no longer for each of them", async () => {
    const ItemProcessor = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
    const definition = { StartAt: "M", States: { M: { Type: "Map", ItemProcessor, End: true } } };
    const input = Array.from({ length: 4000 }, (_, index) => index);
    const outcome = await run({ definition, input });
    expect(outcome).toMatchObject({ status: "SUCCEEDED", output: input });
  }, 15_000);
});

describe("names", () => {
  it.each(["a", "x".repeat(80), "Talk_1.2-(3)=+@!'", "décembre", "."])("may be %s", (name) => {
    expect(isValidName(name)).toBe(true);
  });

  it.each([
    "",
    "x".repeat(81),
    ...' \t<>{}[]?*"#%\\^|~`$&,;:/\u0000\u001f\u007f\u009f\ufffe\uffff\ud800'.split("").map((character) => `a${character}`),
  ])("may not be %j", (name) => {
    expect(isValidName(name)).toBe(false);
  });
});
