import { createNarrator } from "../../cli/narrate.ts";

let narrate: ReturnType<typeof createNarrator>;
let time: number;
beforeEach(() => {
  time = 0;
  narrate = createNarrator("main", () => time);
});

test("a state, a text and a failure each get their line", () => {
  const execution = { executionArn: "arn:x:abc1234-f", machine: "site-builder" };
  expect(narrate({ type: "state-entered", ...execution, state: "WhatChanged" })).toEqual(["  → WhatChanged"]);
  expect(narrate({ type: "sms", phoneNumber: "+1", message: "published", topicArn: "t" })).toEqual(["✉ text to +1: published"]);
  expect(narrate({ type: "execution-ended", ...execution, status: "FAILED", error: "BuildFailed", cause: "in BUILD" })).toEqual([
    "✖ site-builder FAILED: BuildFailed",
    "    BuildFailed: in BUILD",
  ]);
});

test("a build's log is told, its phases when they end", () => {
  const build = { buildId: "site:1", project: "site" };
  expect(narrate({ type: "build-log", buildId: "site:1", line: "hello\nthere" })).toEqual(["    │ hello", "    │ there"]);
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

test("a polling loop is told once, and then only now and then", () => {
  const enter = (state: string) => {
    time += 2_000;
    return narrate({ type: "state-entered", executionArn: "arn:x:abc1234-f", machine: "m", state });
  };
  const loop = ["WaitForBuild", "IsItBuilt", "BuiltOrNot"];
  const told = ["BuildSite", ...Array.from({ length: 8 }, () => loop).flat(), "Done"].flatMap(enter);
  expect(told).toEqual([
    "  → BuildSite",
    "  → WaitForBuild",
    "  → IsItBuilt",
    "  → BuiltOrNot",
    "  ↺ WaitForBuild, round 5",
    "  ↺ WaitForBuild, round 8",
    "  → Done",
  ]);
});

test("a push says whether it publishes", () => {
  const push = { type: "push", repository: "site", commit: "abcdef1234", created: false, deleted: false } as const;
  expect(narrate({ ...push, reference: "refs/heads/main" })).toEqual(["↑ push to site: refs/heads/main is now abcdef1"]);
  expect(narrate({ ...push, reference: "refs/tags/v1" })).toEqual([
    "↑ push to site: refs/tags/v1 is now abcdef1 (publishes nothing: only main does)",
  ]);
  expect(narrate({ ...push, reference: "refs/heads/main", deleted: true })).toEqual([
    "↑ push to site: refs/heads/main was deleted (publishes nothing: only main does)",
  ]);
});

test("a failed function's cause is told by its message", () => {
  const cause = JSON.stringify({ errorType: "BuildFailed", errorMessage: "in BUILD: exit status 1", trace: ["..."] });
  const ended = { executionArn: "arn:x:a-b", machine: "m", status: "FAILED", error: "BuildFailed", cause } as const;
  expect(narrate({ type: "execution-ended", ...ended })).toEqual([
    "✖ m FAILED: BuildFailed",
    "    BuildFailed: in BUILD: exit status 1",
  ]);
});

test("a full disk is told as what it is, with what to do", () => {
  const message = "Error: ENOSPC: no space left on device, write";
  expect(narrate({ type: "internal-error", where: "s3 PUT /site/index.html", message })).toEqual([
    `✖ the disk is full, free some space: s3 PUT /site/index.html: ${message}`,
  ]);
});
