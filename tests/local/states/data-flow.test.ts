import type { Json } from "../../../local/services/states/asl/json.ts";
import { run } from "./support/run.ts";

async function pass(state: Record<string, unknown>, input: Json) {
  const { output, error, cause } = await run({
    definition: { StartAt: "P", States: { P: { Type: "Pass", ...state, End: true } } },
    input,
  });
  return error === undefined ? output : { error, cause };
}

describe("data through a state", () => {
  const names = [
    { n: "ada", m: 1 },
    { n: "bob", m: 2, x: null },
    { n: "it's / b", m: 30 },
  ];
  const input = { a: { b: [1, 2, 3] }, "odd-name": "x", list: [{ k: 1 }, { k: 2 }], names };

  it.each<[path: string, value: Json]>([
    ["$", input],
    ["$.a.b", [1, 2, 3]],
    ["$.a.b[0]", 1],
    ["$.a.b[-1]", 3],
    ["$['odd-name']", "x"],
    ["$.odd-name", "x"],
    ["$.a.b[*]", [1, 2, 3]],
    ["$.a.b[1:]", [2, 3]],
    ["$.none[*]", []],
    ["$.none.deeper[0:2].x", []],
    ["$..k", [1, 2]],
    ["$.list[?(@.k == 2)]", [{ k: 2 }]],
    ["$.list[?(@.k > 0 && @.k < 2)].k", [1]],
    ["$.names[?(@.n && @.x)].n", ["bob"]],
    ["$.names[?(@.x.y)].n", []],
    ["$.names[?(@.n =~ /a.*/)].n", ["ada"]],
    ["$.names[?(@.n =~ /A.*/i && @.m == 30)].n", []],
    ["$.names[?(@.n =~ /a/ || @.m =~ /\\d/)].m", [1, 2]],
    ["$.names[?(@.n =~ /it's \\/ b/)].m", [30]],
    ["$.names[?(@.none =~ /.+/)].m", []],
  ])("selects %s", async (path, value) => {
    expect(await pass({ InputPath: path }, input)).toEqual(value);
    expect(await pass({ Parameters: { "v.$": path } }, input)).toEqual({ v: value });
  });

  it("takes a backslash before a quotation mark in a name as it stands", async () => {
    expect(await pass({ InputPath: `$['say \\"hi\\"']` }, { 'say \\"hi\\"': 1, 'say "hi"': 2 })).toBe(1);
  });

  it("fails for a definite path without a match, in AWS's words", async () => {
    const at = "An error occurred while executing the state 'P' (entered at the event id #2).";
    expect(await pass({ InputPath: "$.a.x" }, input)).toEqual({
      error: "States.Runtime",
      cause: `${at} Invalid path '$.a.x' : No results for path: $['a']['x']`,
    });
    expect(await pass({ OutputPath: "$.x.y.z" }, {})).toMatchObject({
      cause: `${at} Invalid path '$.x.y.z' : Missing property in path $['x']`,
    });
    expect(await pass({ Parameters: { nested: [{ "v.$": "$.no" }] } }, { yes: 1 })).toMatchObject({
      error: "States.Runtime",
      cause: `${at} The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{"yes":1}'`,
    });
  });

  it("does not say whether a number and a string are alike, which AWS's evaluator converts", async () => {
    const list = [{ k: "1" }];
    expect(await pass({ InputPath: "$.list[?(@.k == 1)]" }, { list })).toMatchObject({ error: "States.Runtime" });
    expect(await pass({ InputPath: "$.list[?(@.k == '1')]" }, { list })).toEqual(list);
  });

  it("does not say what a pattern makes of what is no text", async () => {
    for (const [k, pattern] of [
      [null, ".*"],
      [1.5, "x"],
      [["x"], "x"],
    ]) {
      expect(await pass({ InputPath: `$.list[?(@.k =~ /${pattern}/)]` }, { list: [{ k: k ?? null }] })).toMatchObject({
        error: "States.Runtime",
      });
    }
  });

  it("does not find what every object inherits", async () => {
    expect(await pass({ InputPath: "$.toString" }, {})).toMatchObject({
      cause: expect.stringContaining("No results for path: $['toString']"),
    });
    expect(await pass({ Result: 1, ResultPath: "$.constructor" }, {})).toEqual({ constructor: 1 });
  });

  it("takes null as nothing: no input, no result, no output", async () => {
    expect(await pass({ InputPath: null }, { a: 1 })).toEqual({});
    expect(await pass({ OutputPath: null }, { a: 1 })).toEqual({});
    expect(await pass({ Result: "dropped", ResultPath: null }, { a: 1 })).toEqual({ a: 1 });
  });

  it.each<[path: string, output: Json]>([
    ["$", "r"],
    ["$.new", { a: { b: 1 }, new: "r" }],
    ["$.a", { a: "r" }],
    ["$.a.c", { a: { b: 1, c: "r" } }],
    ["$.x.y", { a: { b: 1 }, x: { y: "r" } }],
    ["$['x y']", { a: { b: 1 }, "x y": "r" }],
  ])("places a result at %s of the raw input", async (ResultPath, output) => {
    expect(await pass({ Result: "r", InputPath: "$.a", ResultPath }, { a: { b: 1 } })).toEqual(output);
  });

  it("does not place a result into what is no object", async () => {
    expect(await pass({ Result: "r", ResultPath: "$.a.b" }, { a: "text" })).toMatchObject({
      error: "States.ResultPathMatchFailure",
    });
    expect(await pass({ Result: "r", ResultPath: "$.a" }, "text")).toMatchObject({ error: "States.ResultPathMatchFailure" });
  });

  it("takes false, 0 and null as results", async () => {
    for (const Result of [false, 0, null, ""]) expect(await pass({ Result }, { a: 1 })).toBe(Result);
  });

  it("shows the execution and the state in the context object", async () => {
    const definition = {
      StartAt: "Wait",
      States: { Wait: { Type: "Wait", Seconds: 5, Next: "Look" }, Look: { Type: "Pass", InputPath: "$$", End: true } },
    };
    const { output } = await run({ definition, input: { n: 1 }, executionName: "one", machineName: "m" });
    expect(output).toEqual({
      Execution: {
        Id: "arn:aws:states:us-east-1:123456789012:execution:m:one",
        Input: { n: 1 },
        Name: "one",
        RoleArn: "arn:aws:iam::123456789012:role/machine",
        StartTime: "2026-01-01T00:00:00.000Z",
        RedriveCount: 0,
      },
      StateMachine: { Id: "arn:aws:states:us-east-1:123456789012:stateMachine:m", Name: "m" },
      State: { Name: "Look", EnteredTime: "2026-01-01T00:00:05.000Z" },
    });
  });
});
