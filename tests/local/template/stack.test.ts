/** Order, names, outputs, and everything that stops a template before anything is created. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { generatedName } from "../../../local/template/generated-name.ts";
import { creationOrder } from "../../../local/template/order.ts";
import { readTemplate } from "../../../local/template/template.ts";
import { deploy } from "./support.ts";

const dollar = "$";
const thing = (value?: unknown, more: object = {}) => ({ Type: "Test::Thing", Properties: { Value: value ?? null }, ...more });
const problemsOf = async (template: object): Promise<readonly string[]> => {
  const failure = await deploy(template).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "UnsupportedTemplate" });
  return (failure as { problems: readonly string[] }).problems;
};

describe("the order", () => {
  it("puts each after what it refers to in any way, and otherwise keeps the template's", async () => {
    const { applied, events } = await deploy({
      Resources: {
        A: thing({ deep: [{ "Fn::Sub": `${dollar}{C.Arn}` }] }),
        B: thing({ "Fn::GetAtt": "D.Name" }),
        C: thing({ "Fn::Join": ["", [{ Ref: "E" }]] }),
        D: thing(undefined, { DependsOn: "C" }),
        E: thing(undefined, { DependsOn: ["F"] }),
        F: thing(),
      },
    });
    expect(applied.map(({ logicalId }) => logicalId)).toEqual(["F", "E", "C", "A", "D", "B"]);
    expect(events).toMatchObject(
      ["F", "E", "C", "A", "D", "B"].map((logicalId) => ({ type: "resource-created", logicalId, resourceType: "Test::Thing" })),
    );
  });

  it("leaves out what a condition leaves out, and the branches not taken", async () => {
    const { applied } = await deploy({
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: {
        A: thing({ "Fn::If": ["Never", { Ref: "B" }, "c"] }, { DependsOn: ["B"] }),
        B: thing(undefined, { Condition: "Never" }),
      },
    });
    expect(applied).toMatchObject([{ logicalId: "A", properties: { Value: "c" } }]);
  });

  it("names a circle from end to end", async () => {
    const circle = {
      Start: thing({ Ref: "A" }),
      A: thing({ "Fn::GetAtt": ["B", "Arn"] }),
      B: thing({ "Fn::Sub": `${dollar}{C}` }),
      C: thing(undefined, { DependsOn: "A" }),
    };
    await expect(deploy({ Resources: circle })).rejects.toMatchObject({
      name: "InvalidTemplate",
      message: "Circular dependency between resources: A → B → C → A",
    });
    await expect(deploy({ Resources: { Own: thing({ Ref: "Own" }) } })).rejects.toThrow("Own → Own");
  });

  it("is right for every graph without circles", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19))), (edges) => {
        const graph = new Map(Array.from({ length: 20 }, (_, index) => [String(index), new Set<string>()]));
        for (const [from, to] of edges) if (from > to) graph.get(String(from))?.add(String(to));
        const order = creationOrder(graph);
        expect(order.toSorted()).toEqual([...graph.keys()].sort());
        for (const [from, needs] of graph) for (const to of needs) expect(order.indexOf(to)).toBeLessThan(order.indexOf(from));
      }),
    );
  });
});

describe("what is not supported", () => {
  it("is named all at once, before anything is created", async () => {
    const problems = await problemsOf({
      Resources: {
        Fine: thing(),
        Queue: { Type: "AWS::SQS::Queue", Properties: { Name: { "Fn::ImportValue": "x" } } },
        Site: {
          Type: "Test::Strict",
          Properties: {
            Name: { "Fn::Sub": `${dollar}{Fine}` },
            Encryption: true,
            Rules: [{ Id: "a", Target: { Ref: "Fine" }, Days: 3 }],
            Mode: "MAYBE",
          },
        },
        Again: { Type: "Test::Strict", Properties: { Name: { "Fn::GetAZs": "" } } },
      },
      Outputs: { One: { Value: { "Fn::ToJsonString": {} } } },
    });
    expect(problems).toEqual([
      "Queue (AWS::SQS::Queue).Name: the intrinsic function Fn::ImportValue",
      "Queue (AWS::SQS::Queue): the resource type",
      'Site (Test::Strict): property Mode: Invalid option: expected one of "ON"|"OFF"',
      "Site (Test::Strict): property Rules.0.Days is not supported",
      "Site (Test::Strict): property Encryption is not supported",
      "Again (Test::Strict).Name: the intrinsic function Fn::GetAZs",
      expect.stringContaining("Again (Test::Strict): property Name"),
      "Outputs.One: the intrinsic function Fn::ToJsonString",
    ]);
  });

  it("is named inside alternatives by the one that was meant", async () => {
    const site = (Source: unknown) => ({ Resources: { Site: { Type: "Test::Strict", Properties: { Name: "a", Source } } } });
    await expect(problemsOf(site({ Git: { Url: "u", Depth: 1 } }))).resolves.toEqual([
      "Site (Test::Strict): property Source.Git.Depth is not supported",
    ]);
  });

  it("is known only after creation where a value depends on another resource", async () => {
    const site = (value: unknown) => ({
      Resources: { Fine: thing(), Site: { Type: "Test::Strict", Properties: { Name: value } } },
    });
    await expect(deploy(site("UPPER"))).rejects.toMatchObject({ name: "UnsupportedTemplate" });
    const failure = await deploy(site({ Ref: "Fine" })).catch((error: Error) => error);
    expect(failure).toMatchObject({
      name: "UnsupportedTemplate",
      problems: [expect.stringContaining("Site (Test::Strict): property Name")],
    });
  });

  it.each([
    [{ Resources: {}, Transform: "AWS::Serverless-2016-10-31" }, "Transform"],
    [{ Resources: {}, Rules: {} }, "Rules"],
    [{ Resources: { A: { Type: "Test::Thing", CreationPolicy: {} } } }, "Resources.A.CreationPolicy"],
    [{ Resources: { A: { Type: "Test::Thing", UpdatePolicy: {} } } }, "Resources.A.UpdatePolicy"],
    [
      { Resources: {}, Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "x" } } },
      "Parameters.P: the type AWS::SSM::Parameter::Value<String>",
    ],
  ])("%j", async (template, problem) => {
    await expect(problemsOf(template)).resolves.toEqual([problem]);
  });

  it("is not what changes nothing here", async () => {
    const template = {
      AWSTemplateFormatVersion: "2010-09-09",
      Description: "d",
      Metadata: {},
      Resources: { A: thing(1, { DeletionPolicy: "Retain", UpdateReplacePolicy: "Delete", Metadata: { a: 1 } }) },
      Outputs: { O: { Value: { Ref: "A" }, Export: { Name: "x" }, Description: "d" } },
    };
    await expect(deploy(template)).resolves.toMatchObject({ outputs: { O: "A-ref" } });
  });
});

describe("what is invalid", () => {
  it("is named all at once", async () => {
    const failure = await deploy({
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: {
        A: thing({ Ref: "X" }),
        B: thing({ Ref: "C" }, { DependsOn: ["Y"] }),
        C: thing(undefined, { Condition: "Never" }),
      },
      Outputs: { O: { Value: { Ref: "Z" } } },
    }).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: "InvalidTemplate" });
    expect((failure as Error).message.split("\n")).toEqual([
      "A (Test::Thing).Value: there is no parameter or resource X",
      "B: DependsOn: there is no resource Y",
      "B (Test::Thing).Value: the condition of resource C leaves it out",
      "Outputs.O: there is no parameter or resource Z",
    ]);
  });

  it("is a template without resources, or no template", () => {
    expect(() => readTemplate({})).toThrow(expect.objectContaining({ name: "InvalidTemplate" }));
    expect(() => readTemplate({ Resources: { A: { Properties: {} } } })).toThrow("Resources.A.Type");
  });

  it("is a file that is missing or broken", () => {
    const folder = mkdtempSync(join(tmpdir(), "template-"));
    const path = join(folder, "template.json");
    expect(() => readTemplate(path)).toThrow(`The template ${path} cannot be read`);
    writeFileSync(path, "{");
    expect(() => readTemplate(path)).toThrow(expect.objectContaining({ name: "InvalidTemplate" }));
    writeFileSync(path, '{"Resources":{}}');
    expect(readTemplate(path)).toMatchObject({ Resources: {} });
    rmSync(folder, { recursive: true });
  });
});

describe("parameters", () => {
  const deployWith = (P: object, given: Record<string, string> = {}) =>
    deploy({ Parameters: { P: { Type: "String", ...P } }, Resources: {}, Outputs: { O: { Value: { Ref: "P" } } } }, given);

  it("take the given value before the default", async () => {
    await expect(deployWith({ Default: "d" })).resolves.toMatchObject({ outputs: { O: "d" } });
    await expect(deployWith({ Default: "d" }, { P: "g" })).resolves.toMatchObject({ outputs: { O: "g" } });
    await expect(deployWith({ Default: "d" }, { P: "" })).resolves.toMatchObject({ outputs: { O: "" } });
  });

  it.each<[object, Record<string, string>, string]>([
    [{}, {}, "Parameters.P needs a value"],
    [{ Default: "a" }, { Q: "1" }, "Parameters.Q does not exist in the template"],
    [{ AllowedValues: ["own", "standard"] }, { P: "other" }, "Parameters.P is none of own, standard: 'other'"],
    [{ AllowedPattern: "[a-z]+" }, { P: "a1" }, "Parameters.P does not match [a-z]+: 'a1'"],
    [{ MinLength: 2, MaxLength: 3 }, { P: "a" }, "Parameters.P has not 2 to 3 characters: 'a'"],
    [{ MinLength: "8", NoEcho: true }, { P: "secret" }, "Parameters.P has not 8 to Infinity characters: its value"],
    [{ Type: "Number" }, { P: "x" }, "Parameters.P is no number: 'x'"],
    [{ Type: "Number", MaxValue: 5 }, { P: "6" }, "Parameters.P is not from -Infinity to 5: '6'"],
    [{ Type: "List<Number>" }, { P: "1,x" }, "Parameters.P is no number: 'x'"],
    [{ AllowedPattern: "a", ConstraintDescription: "an a" }, { P: "b" }, "Parameters.P does not match a: 'b' (an a)"],
  ])("%j with %j: %s", async (parameter, given, message) => {
    await expect(deployWith(parameter, given)).rejects.toMatchObject({ name: "InvalidTemplate", message });
  });
});

it("names resources the same at every boot, apart from each other, and short enough", () => {
  expect(generatedName("stack", "Site")).toBe(generatedName("stack", "Site"));
  expect(generatedName("stack", "Site")).toMatch(/^stack-Site-[0-9A-F]{12}$/);
  const long = "L".repeat(60);
  expect(generatedName(long, `${long}1`)).not.toBe(generatedName(long, `${long}2`));
  expect(generatedName(long, long).length).toBeLessThanOrEqual(62);
});

it("says which resource could not be created, and why", async () => {
  await expect(deploy({ Resources: { Disk: { Type: "Test::Failing" } } })).rejects.toMatchObject({
    name: "ResourceCreationFailed",
    logicalId: "Disk",
    message: "Disk (Test::Failing) could not be created: no room left",
    cause: expect.objectContaining({ message: "no room left" }),
  });
});
