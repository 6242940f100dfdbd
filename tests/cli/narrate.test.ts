import { createNarrator, isUrgent } from "../../cli/narrate.ts";

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

describe("a talk", () => {
  const photograph = { executionArn: "arn:x:sample-1-a", machine: "lectern-local-live-blogger" };
  const build = { buildId: "site:7", project: "site" };
  const log = (line: string) => narrate({ type: "build-log", buildId: "site:7", line });

  test("is told of by what was decided of each photograph, not by its states", () => {
    expect(narrate({ type: "state-entered", ...photograph, state: "WhichSlide" })).toEqual([]);
    const functionName = "lectern-local-isThisANewSlide";
    const line = JSON.stringify({ level: "info", message: "Slide 12 is news", execution: "sample-1-a", assurance: 0.98765 });
    expect(narrate({ type: "function-log", functionName, line })).toEqual(["◉ sample-1-a: Slide 12 is news (0.988)"]);
    for (const other of ["START RequestId: 1", "{broken", '{"level":"info","message":"x"}'])
      expect(narrate({ type: "function-log", functionName, line: other })).toEqual([]);
    expect(narrate({ type: "function-log", functionName: "lectern-local-whichSlide", line })).toEqual([]);
    expect(narrate({ type: "execution-ended", ...photograph, status: "SUCCEEDED" })).toEqual([]);
    expect(narrate({ type: "execution-ended", ...photograph, status: "FAILED", error: "PhotoGone" })).toEqual([
      "✖ lectern-local-live-blogger FAILED: PhotoGone",
    ]);
  });

  test("has its builds told of in a line, and their logs only when they fail", () => {
    narrate({ type: "state-entered", ...photograph, state: "WaitForBuild" });
    expect([...log("hello"), ...narrate({ type: "build-ended", ...build, status: "SUCCEEDED" })]).toEqual([
      "✔ the site holds the live posts",
    ]);
    expect(log("why")).toEqual([]);
    expect(narrate({ type: "build-phase", ...build, phase: "BUILD", status: "FAILED", seconds: 2 })).toEqual([]);
    expect(narrate({ type: "build-ended", ...build, status: "FAILED" })).toEqual([
      "    │ why",
      "    site: BUILD FAILED (2.0 s)",
      "✖ the site's build FAILED",
    ]);
    narrate({ type: "execution-ended", ...photograph, status: "SUCCEEDED" });
    expect(log("a push's")).toEqual(["    │ a push's"]);
  });

  test("does not hush a push's build", () => {
    narrate({ type: "state-entered", ...photograph, state: "WaitForBuild" });
    narrate({
      type: "state-entered",
      executionArn: "arn:x:abc1234-f",
      machine: "lectern-local-site-builder",
      state: "BuildSite",
    });
    expect(log("hello")).toEqual(["    │ hello"]);
  });

  test("what is urgent is told whatever else is shown", () => {
    expect(isUrgent({ type: "sms", phoneNumber: "+1", message: "", topicArn: "" })).toBe(true);
    expect(isUrgent({ type: "execution-ended", ...photograph, status: "FAILED" })).toBe(true);
    expect(isUrgent({ type: "execution-ended", ...photograph, status: "SUCCEEDED" })).toBe(false);
    expect(isUrgent({ type: "build-log", buildId: "site:7", line: "" })).toBe(false);
  });
});
