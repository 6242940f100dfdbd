import fc from "fast-check";
import type { Json } from "../../../local/services/states/asl/json.ts";
import { run } from "./support/run.ts";

/** What a Pass state's field gives for a call, or why it fails. */
async function call(text: string, input: Json = {}, random?: () => number) {
  const outcome = await run({
    definition: { StartAt: "P", States: { P: { Type: "Pass", Parameters: { "v.$": text }, OutputPath: "$.v", End: true } } },
    input,
    ...(random && { random }),
  });
  if (outcome.status === "SUCCEEDED") return outcome.output;
  return { error: outcome.error, cause: outcome.cause };
}

/** The cause of a function's own failure. */
const failure = (text: string) => ({
  error: "States.IntrinsicFailure",
  cause: expect.stringContaining(
    `An error occurred while executing the state 'P' (entered at the event id #2). The function '${text}' had the following error: `,
  ),
});

describe("an intrinsic function", () => {
  const input = { name: "Ada", list: [1, [2], { a: 3 }], "a, b": { "it's": 4 }, people: [{ age: 36, name: "x)" }, { age: 40 }] };

  it.each<[text: string, value: Json]>([
    ["States.Array()", []],
    ["States.Array('text', 12, -1.5e2, null, true, false, $.name, $.list[0])", ["text", 12, -150, null, true, false, "Ada", 1]],
    ["States.Array( 'a' ,\t$.name , States.Array() )", ["a", "Ada", []]],
    ["States.Array('a, b', '(', ')', '$.name')", ["a, b", "(", ")", "$.name"]],
    ["States.Array('it\\'s', '\\{\\}', '\\\\', '{\"a\": 1}')", ["it's", "{}", "\\", '{"a": 1}']],
    ["States.Array($['a, b']['it\\'s'], $.list[1:], $.list[*])", [4, [[2], { a: 3 }], [1, [2], { a: 3 }]]],
    ["States.Array($.people[?(@.name == 'x)')].age, $.people[?(@.age > 36)].age)", [[36], [40]]],
    ["States.Array($$.State.Name, $$.Execution.Input.name)", ["P", "Ada"]],
    ["States.ArrayGetItem(States.StringSplit(States.Format('{}-{}', $.name, 'b'), '-'), States.MathAdd(0, 1))", "b"],
  ])("%s", async (text, value) => {
    expect(await call(text, input)).toEqual(value);
  });

  it("stands in ResultSelector, in lists and deep in templates, and may name a Fail state's error", async () => {
    const work = "arn:aws:lambda:us-east-1:123456789012:function:work";
    const states = {
      T: {
        Type: "Task",
        Resource: work,
        Parameters: { deep: [{ "x.$": "States.Base64Encode($.name)" }] },
        ResultSelector: { "all.$": "States.JsonToString($)" },
        Next: "F",
      },
      F: { Type: "Fail", ErrorPath: "States.Format('My{}', 'Error')", CausePath: "States.Format('got {}', $.all)" },
    };
    const outcome = await run({ definition: { StartAt: "T", States: states }, input, invoke: (_name, payload) => payload });
    expect(outcome).toMatchObject({ status: "FAILED", error: "MyError", cause: 'got {"deep":[{"x":"QWRh"}]}' });
  });

  it("fails with a path's own error where a path has no match", async () => {
    expect(await call("States.Array($.nobody)", { a: 1 })).toEqual({
      error: "States.Runtime",
      cause: expect.stringContaining("The JSONPath '$.nobody' specified for the function 'States.Array($.nobody)'"),
    });
  });

  it("that failed can be caught by name and by wildcard", async () => {
    const work = "arn:aws:lambda:us-east-1:123456789012:function:work";
    for (const name of ["States.IntrinsicFailure", "States.ALL"]) {
      const states = {
        T: {
          Type: "Task",
          Resource: work,
          Parameters: { "x.$": "States.ArrayGetItem($.list, 9)" },
          Catch: [{ ErrorEquals: [name], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Pass", End: true },
      };
      const { output } = await run({ definition: { StartAt: "T", States: states }, input, invoke: () => null });
      expect(output).toMatchObject({ Error: "States.IntrinsicFailure" });
    }
  });
});

describe("arrays", () => {
  const list = { list: [1, 2, 3, "3", null, { a: [1], b: 2 }, { b: 2, a: [1] }, 1, null, [1], [1]] };

  it.each<[text: string, value: Json]>([
    ["States.ArrayPartition($.list[0:3], 2)", [[1, 2], [3]]],
    ["States.ArrayPartition($.list[0:3], 1.5)", [[1, 2], [3]]],
    ["States.ArrayPartition($.list[0:3], 9)", [[1, 2, 3]]],
    ["States.ArrayPartition(States.Array(), 2)", []],
    ["States.ArrayContains($.list, 3)", true],
    ["States.ArrayContains($.list, '2')", false],
    ["States.ArrayContains($.list, null)", true],
    ['States.ArrayContains($.list, States.StringToJson(\'{"b": 2, "a": [1]}\'))', true],
    ["States.ArrayContains($.list, States.Array())", false],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayRange(1, 8, 2)", [1, 3, 5, 7]],
    ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
    ["States.ArrayRange(0.5, 2.4, 1)", [1, 2]],
    ["States.ArrayRange(3, 3, 1)", [3]],
    ["States.ArrayRange(3, 1, 1)", []],
    ["States.ArrayGetItem($.list, 3)", "3"],
    ["States.ArrayGetItem($.list, 4)", null],
    ["States.ArrayLength($.list)", 11],
    ["States.ArrayUnique($.list)", [1, 2, 3, "3", null, { a: [1], b: 2 }, [1]]],
  ])("%s", async (text, value) => {
    expect(await call(text, list)).toEqual(value);
  });

  it("have AWS's limit of a thousand generated items", async () => {
    expect(await call("States.ArrayLength(States.ArrayRange(1, 1000, 1))")).toBe(1000);
    expect(await call("States.ArrayRange(1, 1001, 1)")).toEqual(failure("States.ArrayRange(1, 1001, 1)"));
  });

  it.each([
    "States.ArrayPartition($.list, 0)",
    "States.ArrayPartition('list', 1)",
    "States.ArrayPartition($.list, '1')",
    "States.ArrayContains('abc', 'a')",
    "States.ArrayRange(1, 9, 0)",
    "States.ArrayRange(1, 9, 0.4)",
    "States.ArrayGetItem($.list, 11)",
    "States.ArrayGetItem($.list, -1)",
    "States.ArrayGetItem($.list, '1')",
    "States.ArrayLength('abc')",
    "States.ArrayUnique(1)",
  ])("%s fails", async (text) => {
    expect(await call(text, list)).toEqual(failure(text));
  });
});

describe("strings", () => {
  const values = {
    o: { A: 1, B: [], c: { d: "x" } },
    l: [1, "a", null, true],
    half: 0.5,
    small: 0.00012,
    large: 12345678.25,
    zero: -0,
  };

  it.each<[text: string, value: Json]>([
    ["States.Format('none')", "none"],
    ["States.Format('{} and {}', 'a', 1.1)", "a and 1.1"],
    ["States.Format('{}{}{}', null, true, '')", "nulltrue"],
    ["States.Format('\\{{}\\} \\\\ \\'', 'a')", "{a} \\ '"],
    ["States.Format('{}', '{}')", "{}"],
    ["States.Format('{}', $.o)", "{A=1, B=[], c={d=x}}"],
    ["States.Format('{}', $.l)", "[1, a, null, true]"],
    ["States.Format('{} {} {}', $.half, $.small, $.large)", "0.5 1.2E-4 1.234567825E7"],
    ["States.Format('{}', $.zero)", "0"],
    ["States.Format($.template, 'b')", "a{} b"],
    ["States.StringSplit('a,b;c', ',;')", ["a", "b", "c"]],
    ["States.StringSplit(',,a,,b,', ',')", ["a", "b"]],
    ["States.StringSplit('abc', '')", ["abc"]],
    ["States.StringSplit('', ',')", []],
    ["States.StringToJson('')", null],
    ["States.StringToJson(' \\\\n ')", { error: "States.IntrinsicFailure" }],
    ["States.StringToJson('[1, {\"a\": null}]')", [1, { a: null }]],
    ["States.JsonToString($.o)", '{"A":1,"B":[],"c":{"d":"x"}}'],
    ["States.JsonToString('q\"uote')", '"q\\"uote"'],
    ["States.JsonToString(States.Array(1, $.large, null, false))", "[1,1.234567825E7,null,false]"],
  ])("%s", async (text, value) => {
    const result = await call(text, { ...values, template: "a\\{\\} {}" });
    if (value && typeof value === "object" && "error" in value) expect(result).toMatchObject(value);
    else expect(result).toEqual(value);
  });

  it.each([
    "States.Format('{}')",
    "States.Format('{}', 1, 2)",
    "States.Format('{ }', 1)",
    "States.Format(1)",
    "States.Format('{}', $.huge)",
    "States.StringToJson('{')",
    "States.StringToJson(1)",
    "States.StringSplit(1, ',')",
    "States.StringSplit('a', 1)",
  ])("%s fails", async (text) => {
    expect(await call(text, { huge: 2 ** 60 })).toEqual(failure(text));
  });
});

describe("encodings", () => {
  it.each<[text: string, value: Json]>([
    ["States.Base64Encode('Grüße')", "R3LDvMOfZQ=="],
    ["States.Base64Encode('')", ""],
    ["States.Base64Decode('R3LDvMOfZQ==')", "Grüße"],
    ["States.Base64Decode('R3LDvMOfZQ')", "Grüße"],
    ["States.Hash('abc', 'MD5')", "900150983cd24fb0d6963f7d28e17f72"],
    ["States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["States.Hash('abc', 'SHA-256')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("%s", async (text, value) => {
    expect(await call(text)).toEqual(value);
  });

  it("take strings of ten thousand characters and no more", async () => {
    const text = "a".repeat(10_000);
    for (const name of ["Base64Encode($.s)", "Base64Decode($.s)", "Hash($.s, 'SHA-512')", "Hash($.s, 'SHA-384')"]) {
      expect(typeof (await call(`States.${name}`, { s: text }))).toBe("string");
      expect(await call(`States.${name}`, { s: `${text}aaaa` })).toEqual(failure(`States.${name}`));
    }
  });

  it.each([
    "States.Base64Decode('a')",
    "States.Base64Decode('a===')",
    "States.Base64Decode('ä')",
    "States.Hash('a', 'sha1')",
    "States.Hash(1, 'MD5')",
  ])("%s fails", async (text) => {
    expect(await call(text)).toEqual(failure(text));
  });

  it("decode what they encoded", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (s) => {
        expect(await call("States.Base64Decode(States.Base64Encode($.s))", { s })).toBe(s);
      }),
      { numRuns: 20 },
    );
  });
});

describe("objects and numbers", () => {
  const objects = { a: { x: 1, y: { z: 1 } }, b: { y: { w: 2 }, v: null } };

  it.each<[text: string, value: Json]>([
    ["States.JsonMerge($.a, $.b, false)", { x: 1, y: { w: 2 }, v: null }],
    ["States.MathAdd(1, -3)", -2],
    ["States.MathAdd(1.5, 0)", 2],
    ["States.MathAdd(-1.5, 0)", -1],
    ["States.MathAdd(-0.4, 0)", 0],
    ["States.MathAdd(2147483647, 0)", 2_147_483_647],
  ])("%s", async (text, value) => {
    expect(await call(text, objects)).toEqual(value);
  });

  it.each([
    "States.JsonMerge($.a, $.b, true)",
    "States.JsonMerge($.a, 1, false)",
    "States.JsonMerge($.a, $.b, 'false')",
    "States.MathAdd(2147483647, 1)",
    "States.MathAdd(2147483648, -1)",
    "States.MathAdd('1', 1)",
    "States.MathRandom(1, 1)",
    "States.MathRandom(2, 1)",
  ])("%s fails", async (text) => {
    expect(await call(text, objects)).toEqual(failure(text));
  });

  it("random numbers are from the start up to, but without, the end", async () => {
    expect(await call("States.MathRandom(-3, 4)", {}, () => 0)).toBe(-3);
    expect(await call("States.MathRandom(-3, 4)", {}, () => 0.999_999)).toBe(3);
  });

  it("random numbers with a seed are the same each time", async () => {
    const numbers = await Promise.all([0, 0.5].map((share) => call("States.MathRandom(0, 1000000, 42)", {}, () => share)));
    expect(numbers[0]).toBe(numbers[1]);
    expect(await call("States.MathRandom(0, 1000000, 43)")).not.toBe(numbers[0]);
  });

  it("identifiers are of version 4 and their own each time", async () => {
    const found = await call("States.Array(States.UUID(), States.UUID())", {}, Math.random);
    const [first, second] = found as string[];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first).not.toBe(second);
  });
});

describe("the loader refuses", () => {
  it.each([
    ["an unknown function", "States.Nope()", "no intrinsic function States.Nope"],
    ["too few arguments", "States.MathAdd(1)", "2 arguments"],
    ["too many arguments", "States.MathRandom(1, 2, 3, 4)", "2 or more"],
    ["an open bracket", "States.Array(1", "ends too early"],
    ["an open string", "States.Array('a)", "unexpected"],
    ["an open escape", "States.Array('a\\n')", "\\n is no escape"],
    ["what follows the call", "States.Array()[0]", "unexpected"],
    ["a missing comma", "States.Array(1 2)", "unexpected"],
    ["a missing argument", "States.Array(1,)", "unexpected"],
    ["a space before the list", "States.Array ()", "unexpected"],
    ["a number with a leading zero", "States.Array(01)", "unexpected"],
    ["a path that is not run", "States.Array($.a.length())", "$.a.length()"],
    ["text", "no function", "unexpected"],
    ["eleven functions in one field", `States.Array(${Array(10).fill("States.UUID()").join(",")})`, "11 functions"],
  ])("%s", async (_what, text, reason) => {
    await expect(call(text)).rejects.toThrow(reason);
  });

  it("nothing but with an error that names the state and the field", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const outcome = call(`States.Array(${text})`).catch((error: Error) => error.name);
        expect(["InvalidDefinition", "object"]).toContain(typeof (await outcome) === "object" ? "object" : await outcome);
      }),
      { numRuns: 50 },
    );
  });
});
