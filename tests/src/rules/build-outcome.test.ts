import fc from "fast-check";
import * as errors from "../../../src/errors.ts";
import { failureOf, type ObservedBuild, outcomeOf, withoutLog } from "../../../src/rules/build-outcome.ts";

const start = Date.parse("2026-11-23T17:00:00Z");
const now = start + 90_000;
const build = (changes: ObservedBuild = {}): ObservedBuild => ({
  id: "lectern-dev-site:1",
  startTime: new Date(start),
  ...changes,
});
const phase = (phaseType: string, phaseStatus?: string, ...messages: (string | undefined)[]) => ({
  phaseType,
  phaseStatus,
  contexts: messages.map((message) => ({ message })),
});
const endTime = new Date(start + 61_400);

describe("a build that goes on", () => {
  it.each(["IN_PROGRESS", undefined, "A_STATUS_OF_TOMORROW"])("has the status %s", (buildStatus) => {
    expect(outcomeOf(build({ buildStatus }), now)).toEqual({ ended: false, elapsedSeconds: 90 });
  });

  it("has just begun when it has no start yet, or one after our clock", () => {
    expect(outcomeOf({ buildStatus: "IN_PROGRESS" }, now)).toEqual({ ended: false, elapsedSeconds: 0 });
    expect(outcomeOf(build(), start - 5000)).toEqual({ ended: false, elapsedSeconds: 0 });
  });
});

it.each(["SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED"])(
  "%s is an end, with its length in whole seconds",
  (buildStatus) => {
    expect(outcomeOf(build({ buildStatus, endTime }), now)).toMatchObject({ ended: true, status: buildStatus, seconds: 61 });
  },
);

it("counts to now when the end's time is not told", () => {
  expect(outcomeOf(build({ buildStatus: "FAILED" }), now)).toMatchObject({ seconds: 90 });
});

it("has vanished when CodeBuild does not know it (buildsNotFound)", () => {
  expect(outcomeOf(undefined, now)).toEqual({
    ended: true,
    status: "VANISHED",
    seconds: 0,
    message: "CodeBuild does not know the build any more",
  });
});

describe("a build that is stuck", () => {
  const logs = { deepLink: "https://console.example/log" };
  const stuck = (minutes: number) =>
    build({ buildStatus: "IN_PROGRESS", logs, phases: [{ phaseType: "BUILD", startTime: new Date(now - minutes * 60_000) }] });

  it("goes on for as long as CodeBuild's own limits may take", () => {
    expect(outcomeOf(stuck(75), now)).toMatchObject({ ended: false });
  });

  it("is given up as timed out when a phase of it has gone on for longer, with where to look", () => {
    expect(outcomeOf(stuck(75.1), now)).toEqual({
      ended: true,
      status: "TIMED_OUT",
      seconds: 90,
      message: "in BUILD: no end of it in 75 minutes. Build lectern-dev-site:1, log https://console.example/log",
    });
  });

  it("is not one that began long ago, and whose machine has begun it again just now", () => {
    const long = new Date(now - 24 * 3_600_000);
    expect(outcomeOf(build({ startTime: long, phases: [] }), now)).toMatchObject({ ended: false });
    const phases = [{ phaseType: "QUEUED", startTime: new Date(now - 1000) }];
    expect(outcomeOf(build({ startTime: long, phases }), now)).toMatchObject({ ended: false });
  });

  it("is not one that has ended", () => {
    expect(outcomeOf({ ...stuck(100), buildStatus: "SUCCEEDED" }, now)).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("the explanation", () => {
  const messageOf = (changes: ObservedBuild): string => {
    const outcome = outcomeOf(build({ buildStatus: "FAILED", endTime, ...changes }), now);
    return outcome.ended ? outcome.message : "still going on";
  };
  const logs = { deepLink: "https://console.example/log" };

  it("names the phase, the reason and the log", () => {
    const phases = [phase("INSTALL", "SUCCEEDED"), phase("BUILD", "FAILED", "Error while executing command: npm run build")];
    expect(messageOf({ phases, logs })).toBe(
      "in BUILD: Error while executing command: npm run build. Build lectern-dev-site:1, log https://console.example/log",
    );
  });

  it("gives what the build's own programs said in place of CodeBuild's words, which know the command only", () => {
    const phases = [phase("BUILD", "FAILED", "Error while executing command: npm run build. Reason: exit status 1")];
    const outcome = outcomeOf(build({ buildStatus: "FAILED", phases, logs }), now, "build: no\na.md:1: no");
    expect(outcome).toMatchObject({
      message: "in BUILD: build: no\na.md:1: no. Build lectern-dev-site:1, log https://console.example/log",
    });
  });

  it("names the first phase that failed, not what failed after it", () => {
    const phases = [phase("BUILD", "FAILED", "first"), phase("POST_BUILD", "FAILED", "second")];
    expect(messageOf({ phases })).toBe("in BUILD: first. Build lectern-dev-site:1");
  });

  it("takes the first context that says something", () => {
    expect(messageOf({ phases: [phase("BUILD", "FAILED", undefined, " ", " reason ")] })).toBe(
      "in BUILD: reason. Build lectern-dev-site:1",
    );
  });

  it("does without a reason, a phase or a log", () => {
    expect(messageOf({ phases: [phase("PROVISIONING", "TIMED_OUT")] })).toBe("in PROVISIONING. Build lectern-dev-site:1");
    expect(messageOf({ phases: [{ phaseStatus: "FAILED" }] })).toBe("Build lectern-dev-site:1");
    expect(messageOf({ phases: [phase("BUILD", "SUCCEEDED"), phase("COMPLETED")], logs })).toBe(
      "Build lectern-dev-site:1, log https://console.example/log",
    );
    expect(messageOf({ phases: [phase("FINALIZING", "IN_PROGRESS")] })).toBe("Build lectern-dev-site:1");
    expect(messageOf({ id: undefined })).toBe("");
  });

  it.each([
    ["YAML_FILE_ERROR", "in BUILD: YAML_FILE_ERROR: line 5. Build lectern-dev-site:1"],
    ["COMMAND_EXECUTION_ERROR", "in BUILD: line 5. Build lectern-dev-site:1"],
  ])("says the code %s only where it says more than the message", (statusCode, expected) => {
    const contexts = [{ statusCode, message: "line 5" }];
    expect(messageOf({ phases: [{ phaseType: "BUILD", phaseStatus: "FAILED", contexts }] })).toBe(expected);
  });
});

it.each([
  ["FAILED", errors.BuildFailed],
  ["FAULT", errors.BuildFaulted],
  ["TIMED_OUT", errors.BuildTimedOut],
  ["STOPPED", errors.BuildStopped],
  ["VANISHED", errors.BuildVanished],
] as const)("%s is a failure of its own name, which says what failed", (status, type) => {
  const failure = failureOf("The build of 5f6a956", { status, message: "in BUILD: no" });
  expect(failure).toBeInstanceOf(type);
  expect(failure).toMatchObject({ name: type.name, message: `The build of 5f6a956 ${status} in BUILD: no` });
});

it("SUCCEEDED is none", () => {
  expect(failureOf("The build", { status: "SUCCEEDED", message: "" })).toBeUndefined();
});

it("is taken apart again: the text, the build and its log", () => {
  const id = "lectern-dev-site:3e2e946f-4559-4ca1-8858-44f0cfe733e0";
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.webUrl({ withFragments: true }), fc.boolean(), (reason, deepLink, hasLog) => {
      const phases = [phase("BUILD", "FAILED", reason)];
      const outcome = outcomeOf({ id, buildStatus: "FAILED", phases, ...(hasLog && { logs: { deepLink } }) }, now);
      const { text, build, buildId, log } = withoutLog(outcome.ended ? outcome.message : "");
      expect({ build, buildId, log }).toEqual({
        build: "lectern-dev-site:3e2e946f",
        buildId: id,
        log: hasLog ? deepLink : undefined,
      });
      expect(text.startsWith("in BUILD")).toBe(true);
    }),
  );
  expect(withoutLog("took too long")).toEqual({ text: "took too long", build: undefined, buildId: undefined, log: undefined });
});
