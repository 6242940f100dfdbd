import { narrate } from "../../cli/narrate.ts";

const all = { buildLog: true };

test("a state, a text and a failure each get their line", () => {
  const execution = { executionArn: "arn:x:abc1234-f", machine: "site-builder" };
  expect(narrate({ type: "state-entered", ...execution, state: "WhatChanged" }, all)).toEqual(["  → WhatChanged"]);
  expect(narrate({ type: "sms", phoneNumber: "+1", message: "published", topicArn: "t" }, all)).toEqual([
    "✉ text to +1: published",
  ]);
  expect(
    narrate({ type: "execution-ended", ...execution, status: "FAILED", error: "BuildFailed", cause: "in BUILD" }, all),
  ).toEqual(["✖ site-builder FAILED: BuildFailed", "    in BUILD"]);
});

test("a build's log is told or not, its phases when they end", () => {
  const build = { buildId: "site:1", project: "site" };
  expect(narrate({ type: "build-log", buildId: "site:1", line: "hello" }, all)).toEqual(["    │ hello"]);
  expect(narrate({ type: "build-log", buildId: "site:1", line: "hello" }, { buildLog: false })).toEqual([]);
  expect(narrate({ type: "build-phase", ...build, phase: "BUILD", status: "IN_PROGRESS" }, all)).toEqual([]);
  expect(
    narrate({ type: "build-phase", ...build, phase: "BUILD", status: "FAILED", seconds: 2, message: "exit 1" }, all),
  ).toEqual(["    site: BUILD FAILED (2.0 s) exit 1"]);
});

test("what is lost is always told", () => {
  expect(narrate({ type: "delivery-failed", from: "topic", to: "function", error: "AccessDenied", message: "no" }, all)).toEqual([
    "✖ not delivered: topic → function: AccessDenied: no",
  ]);
});
