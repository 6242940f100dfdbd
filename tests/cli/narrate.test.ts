import { createNarrator } from "../../cli/narrate.ts";

let narrate: ReturnType<typeof createNarrator>;
beforeEach(() => {
  narrate = createNarrator();
});

test("a state, a text and a failure each get their line", () => {
  const execution = { executionArn: "arn:x:abc1234-f", machine: "site-builder" };
  expect(narrate({ type: "state-entered", ...execution, state: "WhatChanged" })).toEqual(["  → WhatChanged"]);
  expect(narrate({ type: "sms", phoneNumber: "+1", message: "published", topicArn: "t" })).toEqual(["✉ text to +1: published"]);
  expect(narrate({ type: "execution-ended", ...execution, status: "FAILED", error: "BuildFailed", cause: "in BUILD" })).toEqual([
    "✖ site-builder FAILED: BuildFailed",
    "    in BUILD",
  ]);
});

test("a build's log is told, its phases when they end", () => {
  const build = { buildId: "site:1", project: "site" };
  expect(narrate({ type: "build-log", buildId: "site:1", line: "hello" })).toEqual(["    │ hello"]);
  expect(narrate({ type: "build-phase", ...build, phase: "BUILD", status: "IN_PROGRESS" })).toEqual([]);
  expect(narrate({ type: "build-phase", ...build, phase: "BUILD", status: "FAILED", seconds: 2, message: "exit 1" })).toEqual([
    "    site: BUILD FAILED (2.0 s) exit 1",
  ]);
});

test("what is lost is always told", () => {
  expect(narrate({ type: "delivery-failed", from: "topic", to: "function", error: "AccessDenied", message: "no" })).toEqual([
    "✖ not delivered: topic → function: AccessDenied: no",
  ]);
});

test("a polling loop is told once and then counted", () => {
  const enter = (state: string) => narrate({ type: "state-entered", executionArn: "arn:x:abc1234-f", machine: "m", state });
  const loop = ["WaitForBuild", "IsItBuilt", "BuiltOrNot"];
  const told = ["BuildSite", ...loop, ...loop, ...loop, "Done"].flatMap(enter);
  expect(told).toEqual([
    "  → BuildSite",
    "  → WaitForBuild",
    "  → IsItBuilt",
    "  → BuiltOrNot",
    "  ↺ WaitForBuild, round 2",
    "  ↺ WaitForBuild, round 3",
    "  → Done",
  ]);
});

test("a failed function's cause is told by its message", () => {
  const cause = JSON.stringify({ errorType: "BuildFailed", errorMessage: "in BUILD: exit status 1", trace: ["..."] });
  const ended = { executionArn: "arn:x:a-b", machine: "m", status: "FAILED", error: "BuildFailed", cause } as const;
  expect(narrate({ type: "execution-ended", ...ended })).toEqual(["✖ m FAILED: BuildFailed", "    in BUILD: exit status 1"]);
});
