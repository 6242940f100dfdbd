import type { Json } from "../../../local/services/states/asl/json.ts";
import { run } from "./support/run.ts";

type Rule = Record<string, unknown>;

async function chooses(rule: Rule, input: Json) {
  const definition = {
    StartAt: "Choose",
    States: {
      Choose: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
      Yes: { Type: "Succeed" },
      No: { Type: "Succeed" },
    },
  };
  const outcome = await run({ definition, input });
  return outcome.status === "SUCCEEDED" ? outcome.entered[1] : outcome.error;
}

const moments = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000001Z", "2026-01-01T01:00:00.5+01:00"] as const;

describe("a Choice rule", () => {
  const table: [operator: string, expected: unknown, holds: Json[], holdsNot: Json[]][] = [
    ["BooleanEquals", false, [false], [true, null, 0, "false", [], {}]],
    ["NumericEquals", 1, [1, 1.0], [1.1, "1", true, null, [1]]],
    ["NumericLessThan", 1, [0, -5, 0.99], [1, 2, "0", null]],
    ["NumericLessThanEquals", 1, [0, 1], [1.01, "1"]],
    ["NumericGreaterThan", 1, [1.01, 5], [1, 0, "2"]],
    ["NumericGreaterThanEquals", 1, [1, 2], [0.99, "2"]],
    ["StringEquals", "b", ["b"], ["a", "B", "b ", 0, null]],
    ["StringLessThan", "b", ["", "a", "aa", "B"], ["b", "ba", 0]],
    ["StringLessThanEquals", "b", ["a", "b"], ["ba", "c"]],
    ["StringGreaterThan", "b", ["ba", "c"], ["b", "a", 9]],
    ["StringGreaterThanEquals", "b", ["b", "c"], ["a"]],
    ["StringMatches", "log-*.txt", ["log-.txt", "log-a.b.txt", "log-*.txt"], ["log-a.txtx", "xlog-a.txt", "log.txt", 1]],
    ["StringMatches", "*a*b*", ["ab", "xaxbx", "aab"], ["ba", "a", ""]],
    ["StringMatches", "a\\*b\\\\*", ["a*b\\", "a*b\\c"], ["axb\\", "a*b"]],
    ["TimestampEquals", moments[0], [moments[0], "2026-01-01T01:00:00+01:00"], [moments[1], "2026-01-01", 0]],
    ["TimestampLessThan", moments[1], [moments[0]], [moments[1], moments[2], "soon"]],
    ["TimestampLessThanEquals", moments[1], [moments[0], moments[1]], [moments[2]]],
    ["TimestampGreaterThan", moments[1], [moments[2]], [moments[0], moments[1]]],
    ["TimestampGreaterThanEquals", moments[1], [moments[1], moments[2]], [moments[0]]],
    ["IsNull", true, [null], [0, "", false, [], {}]],
    ["IsNull", false, [0, ""], [null]],
    ["IsString", true, ["", "a"], [null, 0, []]],
    ["IsString", false, [0], ["a"]],
    ["IsNumeric", true, [0, 1.5], ["0", null, true]],
    ["IsBoolean", true, [true, false], [0, "true", null]],
    [
      "IsTimestamp",
      true,
      [moments[0], moments[2]],
      ["2026-01-01", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01t00:00:00z", 0],
    ],
    ["IsPresent", true, [null, 0, ""], []],
    ["IsPresent", false, [], [null, 0]],
  ];

  it.each(table)("%s %j", async (operator, expected, holds, holdsNot) => {
    for (const value of holds)
      expect([value, await chooses({ Variable: "$.v", [operator]: expected }, { v: value })]).toEqual([value, "Yes"]);
    for (const value of holdsNot)
      expect([value, await chooses({ Variable: "$.v", [operator]: expected }, { v: value })]).toEqual([value, "No"]);
    if (/^Is|StringMatches/.test(operator)) return;
    const [first = null] = holds;
    const rule = { Variable: "$.v", [`${operator}Path`]: "$.e" };
    expect(await chooses(rule, { v: first, e: expected as Json })).toBe("Yes");
    expect(await chooses(rule, { v: null, e: expected as Json })).toBe("No");
    expect(await chooses(rule, { v: first, e: null })).toBe("No");
  });

  it("joins rules by And, Or and Not, and stops at the first that decides", async () => {
    const is = (value: number) => ({ Variable: "$.n", NumericEquals: value });
    const present = { Variable: "$.n", IsPresent: true };
    expect(await chooses({ And: [present, is(1)] }, { n: 1 })).toBe("Yes");
    expect(await chooses({ And: [present, is(1)] }, {})).toBe("No");
    expect(await chooses({ Or: [is(1), is(2)] }, { n: 2 })).toBe("Yes");
    expect(await chooses({ Not: { Or: [is(1), is(2)] } }, { n: 3 })).toBe("Yes");
    expect(await chooses({ Not: is(1) }, { n: 1 })).toBe("No");
  });

  it("fails the execution when a path has no match, or no rule holds and there is no Default", async () => {
    expect(await chooses({ Variable: "$.v", IsString: true }, {})).toBe("States.Runtime");
    expect(await chooses({ Variable: "$.v", StringEqualsPath: "$.e" }, { v: "a" })).toBe("States.Runtime");
    const definition = {
      StartAt: "Choose",
      States: { Choose: { Type: "Choice", Choices: [{ Variable: "$.v", IsNull: true, Next: "Yes" }] }, Yes: { Type: "Succeed" } },
    };
    expect(await run({ definition, input: { v: 1 } })).toMatchObject({
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'Choose' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
  });
});
