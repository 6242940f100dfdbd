import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { executionLines, executionTable } from "../../../cli/execution/execution-lines.ts";
import { endedItself, failedState, visitedStates } from "../../../cli/execution/history.ts";
import { retryPlan, type Tried } from "../../../cli/execution/retry-plan.ts";
import { plainPaint } from "../../../cli/paint.ts";

const NOW = Date.parse("2026-11-28T10:00:00Z");
let id = 0;
const event = (seconds: number, more: object): HistoryEvent =>
  ({ id: ++id, timestamp: new Date(NOW + seconds * 1000), ...more }) as HistoryEvent;
const entered = (seconds: number, name: string) => event(seconds, { stateEnteredEventDetails: { name } });
const exited = (seconds: number, name: string) => event(seconds, { stateExitedEventDetails: { name, output: "{}" } });
const passed = (name: string, from: number, to: number) => [entered(from, name), exited(to, name)];

const failedAt = (state: string): HistoryEvent[] => [
  ...passed("WhichSlide", 0, 1),
  entered(1, state),
  exited(3, state),
  ...passed("NotifyFailure", 3, 4),
  entered(4, "Failed"),
];

test("states are told once, with how often and how long", () => {
  const events = [
    ...passed("Wait", 0, 10),
    ...passed("Ask", 10, 11),
    ...passed("Wait", 11, 21),
    entered(21, "Ask"),
    event(24, {}),
  ];
  expect(visitedStates(events)).toEqual([
    { state: "Wait", times: 2, milliseconds: 20_000 },
    { state: "Ask", times: 2, milliseconds: 4_000 },
  ]);
});

test("the state that failed is the one before the notice", () => {
  expect(failedState(failedAt("CreateDocument"))).toBe("CreateDocument");
  expect(endedItself(failedAt("CreateDocument"))).toBe(true);
  expect(endedItself([entered(0, "WaitForBuild")])).toBe(false);
});

describe("a retry", () => {
  const photograph = JSON.stringify({ image: "moon/1.jpg", talk: "moon", execution: "moon-1-a" });
  const push = JSON.stringify({ commitId: "abc", pushedAt: "2026-11-28T09:00:00.000Z", execution: "abc-1" });
  const tried = (more: Partial<Tried>): Tried => ({ name: "x", status: "FAILED", input: photograph, events: [], ...more });
  const plan = (more: Partial<Tried>, published?: string) =>
    retryPlan(tried(more), published === undefined ? {} : { published: { commitId: "def4567890", pushedAt: published } }, NOW);

  test.each(["ABORTED", "TIMED_OUT"] as const)("of one that %s goes on where it stopped", (status) => {
    expect(plan({ status, events: [entered(0, "WaitForBuild")] })).toEqual({ by: "redrive" });
  });

  test("of a photograph starts with the same input, so that it finds its claim", () => {
    expect(plan({ name: "moon-1-a", events: failedAt("CreateDocument") })).toEqual({
      by: "start",
      name: `moon-1-a-again-${NOW.toString(36)}`,
      input: photograph,
    });
  });

  test("of a photograph whose entry is written builds the page only", () => {
    expect(plan({ events: failedAt("IsItBuilt") })).toEqual({ by: "build", talk: "moon" });
  });

  test("of a push is a push of now, under a name of its own", () => {
    const again = plan({ name: "abc-1", input: push, events: failedAt("IsItBuilt") }, "2026-11-28T08:00:00.000Z");
    const name = `abc-1-again-${NOW.toString(36)}`;
    expect(again).toMatchObject({ by: "start", name });
    expect(JSON.parse("input" in again ? again.input : "{}")).toEqual({
      commitId: "abc",
      pushedAt: new Date(NOW).toISOString(),
      execution: name,
    });
  });

  test("has a name that Step Functions takes, however often it is tried", () => {
    const name = `${"m".repeat(70)}-again-abc`;
    const again = plan({ name, events: failedAt("WhichSlide") });
    expect("name" in again && [again.name.length <= 80, again.name.split("-again-").length]).toEqual([true, 2]);
  });

  test.each([
    [{ status: "SUCCEEDED" }, /x succeeded: there is nothing to retry/],
    [{ status: "RUNNING" }, /x is still running/],
    [{ input: push, events: failedAt("IsItBuilt") }, /A later push, def4567, is published already/],
  ] as const)("of %j is refused", (more, message) => {
    expect(() => plan(more as Partial<Tried>, "2026-11-28T09:30:00.000Z")).toThrow(message);
  });
});

test("an execution in words", () => {
  const execution = {
    name: "abc-1",
    machine: "site-builder",
    status: "FAILED",
    startedAt: "2026-11-28T10:00:00.000Z",
    endedAt: "2026-11-28T10:00:04.500Z",
  };
  expect(
    executionTable([execution, { ...execution, name: "b", status: "RUNNING", endedAt: undefined as never }], plainPaint),
  ).toEqual([
    "started (UTC)        status   took   machine       execution",
    "2026-11-28 10:00:00  FAILED   4.5 s  site-builder  abc-1",
    "2026-11-28 10:00:00  RUNNING         site-builder  b",
  ]);
  const states = [{ state: "WaitForBuild", times: 3, milliseconds: 3_000 }];
  expect(executionLines({ ...execution, states, input: { a: 1 }, reason: "BuildFailed: no" }, plainPaint)).toEqual([
    "abc-1  site-builder  FAILED after 4.5 s, started 2026-11-28 10:00:00 UTC",
    "BuildFailed: no",
    "",
    "  WaitForBuild  3 times  3.0 s",
    "",
    'input   {"a":1}',
  ]);
});
