/** Every intrinsic function, by table. */
import { resolve } from "./support.ts";

const dollar = "$";
const rest = {
  Parameters: {
    Stage: { Type: "String", Default: "dev" },
    Size: { Type: "Number", Default: 3 },
    Zones: { Type: "CommaDelimitedList", Default: "a, b,c" },
  },
  Mappings: { Sizes: { dev: { memory: "128", zones: ["x", "y"] } } },
  Conditions: { IsDev: { "Fn::Equals": [{ Ref: "Stage" }, "dev"] }, IsProduction: { "Fn::Not": [{ Condition: "IsDev" }] } },
  Resources: { Other: { Type: "Test::Thing" } },
};
const ref = (name: string) => ({ Ref: name });

describe.each<[string, [unknown, unknown][]]>([
  [
    "Ref",
    [
      [ref("Stage"), "dev"],
      [ref("Size"), "3"],
      [ref("Zones"), ["a", "b", "c"]],
      [ref("Other"), "Other-ref"],
      [ref("AWS::AccountId"), "123456789012"],
      [ref("AWS::Region"), "eu-west-1"],
      [ref("AWS::StackName"), "stack"],
      [ref("AWS::Partition"), "aws"],
      [ref("AWS::URLSuffix"), "amazonaws.com"],
      [ref("AWS::StackId"), expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:123456789012:stack\/stack\/[0-9a-f-]{36}$/)],
      [{ Keep: 1, Drop: ref("AWS::NoValue") }, { Keep: 1 }],
      [
        ["a", ref("AWS::NoValue"), "b"],
        ["a", "b"],
      ],
    ],
  ],
  [
    "Fn::GetAtt",
    [
      [{ "Fn::GetAtt": ["Other", "Arn"] }, "arn:Other"],
      [{ "Fn::GetAtt": "Other.Arn" }, "arn:Other"],
      [{ "Fn::GetAtt": ["Other", "Nested.Name"] }, "deep"],
      [{ "Fn::GetAtt": "Other.Nested.Name" }, "deep"],
      [{ "Fn::GetAtt": ["Other", { "Fn::If": ["IsDev", "Name", "Arn"] }] }, "Other"],
    ],
  ],
  [
    "Fn::Sub",
    [
      [{ "Fn::Sub": `${dollar}{Stage}-${dollar}{Size}` }, "dev-3"],
      [{ "Fn::Sub": `arn:${dollar}{AWS::Partition}:${dollar}{Other}:${dollar}{Other.Nested.Name}` }, "arn:aws:Other-ref:deep"],
      [{ "Fn::Sub": `${dollar}{!Stage} $Stage ${dollar}` }, `${dollar}{Stage} $Stage ${dollar}`],
      [{ "Fn::Sub": "" }, ""],
      [
        { "Fn::Sub": [`${dollar}{Stage}/${dollar}{Path}`, { Path: { "Fn::Join": ["/", ["a", ref("Other")]] } }] },
        "dev/a/Other-ref",
      ],
      [{ "Fn::Sub": [`${dollar}{Stage}`, { Stage: `a${dollar}{Size}` }] }, `a${dollar}{Size}`],
    ],
  ],
  [
    "Fn::Join",
    [
      [{ "Fn::Join": ["-", ["a", 1, true, ref("Stage")]] }, "a-1-true-dev"],
      [{ "Fn::Join": ["", []] }, ""],
      [{ "Fn::Join": [",", ref("Zones")] }, "a,b,c"],
      [{ "Fn::Join": ["/", { "Fn::Split": [":", { "Fn::GetAtt": ["Other", "Arn"] }] }] }, "arn/Other"],
      [{ "Fn::Join": ["-", ["a", ref("AWS::NoValue"), "b"]] }, "a-b"],
    ],
  ],
  [
    "Fn::Split and Fn::Select",
    [
      [{ "Fn::Split": ["-", "a-b--c"] }, ["a", "b", "", "c"]],
      [{ "Fn::Select": [1, ["a", "b"]] }, "b"],
      [{ "Fn::Select": ["0", ref("Zones")] }, "a"],
      [{ "Fn::Select": [1, { "Fn::Split": [":", { "Fn::GetAtt": ["Other", "Arn"] }] }] }, "Other"],
    ],
  ],
  [
    "Fn::If",
    [
      [{ "Fn::If": ["IsDev", "yes", "no"] }, "yes"],
      [{ "Fn::If": ["IsProduction", "yes", { Nested: ref("Other") }] }, { Nested: "Other-ref" }],
      [{ Keep: 1, Drop: { "Fn::If": ["IsProduction", 2, ref("AWS::NoValue")] } }, { Keep: 1 }],
    ],
  ],
  [
    "Fn::FindInMap",
    [
      [{ "Fn::FindInMap": ["Sizes", "dev", "memory"] }, "128"],
      [{ "Fn::FindInMap": ["Sizes", ref("Stage"), "zones"] }, ["x", "y"]],
    ],
  ],
  ["Fn::Base64", [[{ "Fn::Base64": { "Fn::Sub": `${dollar}{Stage}` } }, "ZGV2"]]],
  [
    "nothing",
    [
      [
        { Ref: "Stage", Other: 1 },
        { Ref: "Stage", Other: 1 },
      ],
      [
        { "Fn::Sub": "a", more: 1 },
        { "Fn::Sub": "a", more: 1 },
      ],
      [null, null],
      [
        [1, [true]],
        [1, [true]],
      ],
    ],
  ],
])("%s", (_, cases) => {
  it.each(cases)("%j", async (value, expected) => {
    await expect(resolve(value, rest)).resolves.toEqual(expected);
  });
});

it.each([
  [ref("Missing"), "there is no parameter or resource Missing"],
  [{ "Fn::GetAtt": ["Missing", "Arn"] }, "there is no resource Missing"],
  [{ "Fn::GetAtt": ["Other", "Missing"] }, "Test::Thing Other has no attribute Missing (it has Arn, Name, Nested.Name)"],
  [{ "Fn::GetAtt": "Other" }, "'Other' is not <logical id>.<attribute>"],
  [{ "Fn::Sub": `${dollar}{Missing}` }, "there is no parameter or resource Missing"],
  [{ "Fn::Sub": `${dollar}{Missing.Arn}` }, "there is no resource Missing"],
  [{ "Fn::Sub": `${dollar}{Zones}` }, "expected a string, found a list of 3"],
  [{ "Fn::Sub": ["a"] }, "expected a list of 2, found a list of 1"],
  [{ "Fn::Join": ["-", "abc"] }, "Fn::Join joins a list, found a string"],
  [{ "Fn::Join": ["-", [["a"]]] }, "expected a string, found a list of 1"],
  [{ "Fn::Select": [3, ref("Zones")] }, "Fn::Select has no element 3 in a list of 3"],
  [{ "Fn::Select": ["one", ref("Zones")] }, "Fn::Select has no element NaN"],
  [{ "Fn::If": ["Missing", 1, 2] }, "there is no condition Missing"],
  [{ "Fn::FindInMap": ["Sizes", "production", "memory"] }, "there is no mapping Sizes.production.memory"],
])("%j is invalid: %s", async (value, message) => {
  const failure = await resolve({ at: [value] }, rest).catch((error: Error) => error);
  expect(failure).toMatchObject({ name: "InvalidTemplate", message: expect.stringContaining(message) });
  expect((failure as Error).message).toContain("Subject (Test::Thing).Value.at[0]");
});

describe("conditions", () => {
  const truth = async (expression: unknown, conditions: object = {}) =>
    resolve(
      { "Fn::If": ["Asked", true, false] },
      { ...rest, Conditions: { ...rest.Conditions, ...conditions, Asked: expression } },
    );

  it.each<[unknown, boolean]>([
    [{ "Fn::Equals": ["a", "a"] }, true],
    [{ "Fn::Equals": [ref("Size"), 3] }, true],
    [{ "Fn::Equals": [ref("Stage"), "Dev"] }, false],
    [{ "Fn::Equals": [{ "Fn::FindInMap": ["Sizes", "dev", "memory"] }, 128] }, true],
    [{ "Fn::And": [{ Condition: "IsDev" }, { "Fn::Equals": ["a", "b"] }] }, false],
    [{ "Fn::Or": [{ Condition: "IsProduction" }, { Condition: "IsDev" }] }, true],
    [{ "Fn::Not": [{ Condition: "IsDev" }] }, false],
    [{ Condition: "IsDev" }, true],
  ])("%j is %s", async (expression, expected) => {
    await expect(truth(expression)).resolves.toBe(expected);
  });

  it.each<[unknown, string]>([
    [{ Condition: "Missing" }, "there is no condition Missing"],
    [{ "Fn::And": [{ Condition: "IsDev" }] }, "expected 2 to 10 operands"],
    [{ "Fn::Contains": [[], "a"] }, "Fn::Contains is no condition function"],
    [{ "Fn::Equals": [ref("Other"), "a"] }, "a condition cannot refer to a resource"],
    ["IsDev", "expected one condition function"],
    [{ Condition: "Asked" }, "Asked → Asked is a circle"],
  ])("%j is invalid: %s", async (expression, message) => {
    await expect(truth(expression)).rejects.toMatchObject({ name: "InvalidTemplate", message: expect.stringContaining(message) });
  });
});
