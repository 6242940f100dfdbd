import { InvalidDefinition } from "../../../local/services/states/asl/errors.ts";
import { loadMachine, loadValidMachine } from "../../../local/services/states/asl/load.ts";

const work = "arn:aws:lambda:us-east-1:123456789012:function:work";
const pass = { Type: "Pass", End: true };

function problems(definition: unknown, load = loadMachine): string {
  try {
    load(typeof definition === "string" ? definition : JSON.stringify(definition));
    return "";
  } catch (error) {
    if (error instanceof InvalidDefinition) return error.message;
    throw error;
  }
}

describe("the loader refuses by name", () => {
  const task = { Type: "Task", Resource: work, End: true };
  const inner = { StartAt: "I", States: { I: pass } };
  const map = (state: object) => ({ Type: "Map", ItemProcessor: inner, ...state, End: true });
  it.each<[what: string, state: object, named: string]>([
    ["a distributed Map", map({ ItemProcessor: { ...inner, ProcessorConfig: { Mode: "DISTRIBUTED" } } }), "Mode"],
    ["a Map's reader", map({ ItemReader: {} }), "ItemReader"],
    ["a Map's batches", map({ ItemBatcher: {} }), "ItemBatcher"],
    ["a Map's result writer", map({ ResultWriter: {} }), "ResultWriter"],
    ["tolerated failures, which inline Maps have none of", map({ ToleratedFailurePercentage: 5 }), "ToleratedFailurePercentage"],
    ["a Map without a machine", { Type: "Map", End: true }, "one of ItemProcessor and Iterator"],
    ["a Map with two machines", map({ Iterator: inner }), "one of ItemProcessor and Iterator"],
    ["a Map with two selectors", map({ ItemSelector: {}, Parameters: {} }), "at most one of ItemSelector and Parameters"],
    ["items at many places", map({ ItemsPath: "$.a[*].b" }), "one value"],
    ["an unknown type", { Type: "constructor" }, 'the type "constructor"'],
    ["JSONata", { ...pass, QueryLanguage: "JSONata" }, "QueryLanguage"],
    ["Output", { ...pass, Output: "{% 1 %}" }, "Output"],
    ["Assign", { ...pass, Assign: { x: 1 } }, "Assign"],
    ["Assign in a Catcher", { ...task, Catch: [{ ErrorEquals: ["E"], Next: "S", Assign: {} }] }, "Assign"],
    ["Arguments", { ...task, Arguments: {} }, "Arguments"],
    ["an intrinsic function as a path", { ...pass, InputPath: "States.Array()" }, "States.Array()"],
    ["an intrinsic function that gives no error name", { Type: "Fail", ErrorPath: "States.Array('x')" }, "States.Array('x')"],
    [
      "an intrinsic function in a rule",
      { Type: "Choice", Choices: [{ Variable: "States.UUID()", IsNull: true, Next: "S" }] },
      "States.UUID()",
    ],
    ["a variable", { ...pass, InputPath: "$name.x" }, "$name.x"],
    ["activities", { ...task, Resource: "arn:aws:states:us-east-1:123456789012:activity:a" }, ":activity:a"],
    ["task tokens", { ...task, Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" }, ".waitForTaskToken"],
    ["another integration", { ...task, Resource: "arn:aws:states:::codebuild:startBuild.sync" }, "codebuild:startBuild.sync"],
    ["an SDK integration", { ...task, Resource: "arn:aws:states:::aws-sdk:s3:listBuckets" }, "aws-sdk:s3:listBuckets"],
    [
      "a parameter of lambda:invoke",
      { ...task, Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "f", InvocationType: "Event" } },
      "InvocationType",
    ],
    ["Credentials", { ...task, Credentials: { RoleArn: "x" } }, "Credentials"],
    ["a heartbeat that is no shorter than the timeout", { ...task, HeartbeatSeconds: 5, TimeoutSeconds: 5 }, "HeartbeatSeconds"],
    ["a heartbeat that is given twice", { ...task, HeartbeatSeconds: 5, HeartbeatSecondsPath: "$.h" }, "HeartbeatSecondsPath"],
    ["a path's function", { ...pass, InputPath: "$.a.length()" }, "$.a.length()"],
    ["a union", { ...pass, InputPath: "$['a','b']" }, "$['a','b']"],
    ["a filter that compares two fields", { ...pass, InputPath: "$.a[?(@.b == @.c)]" }, "$.a[?(@.b == @.c)]"],
    ["a filter that asks for any field", { ...pass, InputPath: "$.a[?(@.*)]" }, "$.a[?(@.*)]"],
    ["a second filter that is not run", { ...pass, InputPath: "$.a[?(@.b == 1)].c[?(!@.d)]" }, "$.a[?(@.b == 1)]"],
    ["everything below", { ...pass, InputPath: "$..*" }, "$..*"],
    ["a pattern of Java's own", { ...pass, InputPath: "$.a[?(@.b =~ /(?i)x/)]" }, "the pattern /(?i)x/"],
    ["a pattern with unknown flags", { ...pass, InputPath: "$.a[?(@.b =~ /x/u)]" }, "the pattern /x/u"],
    ["a broken pattern", { ...pass, InputPath: "$.a[?(@.b =~ /(/)]" }, "=~ /(/"],
    ["the library's functions", { ...pass, InputPath: "$.a[?(match(@.b, 'x'))]" }, "match(@.b, 'x')"],
    ["a pattern for what is compared", { ...pass, InputPath: "$.a[?(@.b =~ /x/ == true)]" }, "$.a[?(@.b =~ /x/ == true)]"],
    ["a result in an array", { ...pass, ResultPath: "$.a[0]" }, "$.a[0]"],
    ["a result in many places", { ...pass, ResultPath: "$.a[*].b" }, "$.a[*].b"],
    ["an unknown operator", { Type: "Choice", Choices: [{ Variable: "$.a", Resembles: "b", Next: "S" }] }, "Resembles"],
    [
      "an operator with the wrong value",
      { Type: "Choice", Choices: [{ Variable: "$.a", NumericEquals: "1", Next: "S" }] },
      "NumericEquals",
    ],
    ["States.ALL in company", { ...task, Retry: [{ ErrorEquals: ["States.ALL", "E"] }] }, "States.ALL"],
    [
      "States.ALL before others",
      {
        ...task,
        Catch: [
          { ErrorEquals: ["States.ALL"], Next: "S" },
          { ErrorEquals: ["E"], Next: "S" },
        ],
      },
      "States.ALL",
    ],
    ["a bad timestamp", { Type: "Wait", Timestamp: "tomorrow", End: true }, "Timestamp"],
  ])("%s", (_what, state, named) => {
    const inside = { Type: "Parallel", Branches: [{ StartAt: "S", States: { S: state } }], End: true };
    const iterated = { Type: "Map", ItemProcessor: { StartAt: "S", States: { S: state } }, End: true };
    expect(problems({ StartAt: "S", States: { S: state } })).toContain(named);
    expect(problems({ StartAt: "P", States: { P: inside } })).toContain(named);
    expect(problems({ StartAt: "M", States: { M: iterated } })).toContain(named);
  });

  it("JSONata, Express and unknown fields of the machine itself", () => {
    expect(problems({ QueryLanguage: "JSONata", StartAt: "S", States: { S: pass } })).toContain("QueryLanguage");
    expect(problems({ QueryLanguage: "JSONPath", Version: "1.0", StartAt: "S", States: { S: pass } })).toBe("");
    expect(problems({ StartAt: "S", States: { S: pass }, Processor: {} })).toContain("Processor");
    expect(problems("{")).toContain("not JSON");
    expect(problems("[]")).not.toBe("");
  });

  it("every problem at once", () => {
    const both = problems({ StartAt: "A", States: { A: { Type: "Nap" }, B: { ...pass, Assign: {} } } });
    expect(both).toContain("the state A:");
    expect(both).toContain("the state B:");
  });
});

describe("validity as a whole", () => {
  it.each([
    "States.MathAdd(1.5, -2.5e3)",
    String.raw`States.Format('\{\} \\ {}', $.a)`,
    "States.Array($['a b'], null, true)",
    "$.a[?(@.b =~ /x.*/i)]",
  ])("has no objection to %s", (call) => {
    const states = {
      S: { Type: "Pass", Parameters: { deep: [{ "x.$": call }] }, Next: "F" },
      F: { Type: "Fail", CausePath: "States.Format('{}', 1.5)" },
    };
    expect(problems({ StartAt: "S", States: states }, loadValidMachine)).toBe("");
  });

  it.each([
    ["a target that does not exist", { StartAt: "S", States: { S: { Type: "Pass", Next: "Nowhere" } } }, "Nowhere"],
    ["a state that nothing reaches", { StartAt: "S", States: { S: pass, Lost: pass } }, "Lost"],
    ["neither Next nor End", { StartAt: "S", States: { S: { Type: "Pass" } } }, "exactly one of"],
    ["two kinds of wait", { StartAt: "S", States: { S: { Type: "Wait", Seconds: 1, SecondsPath: "$.s", End: true } } }, "WAIT"],
  ])("%s", (_what, definition, named) => {
    expect(problems(definition, loadValidMachine).toUpperCase()).toContain(named.toUpperCase());
  });
});
