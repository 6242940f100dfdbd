import * as errors from "../../src/errors.ts";
import { IMAGE_PATIENCE_SECONDS, TICKET_PATIENCE_SECONDS } from "../../src/rules/polling.ts";
import { testDefinition, throttled, VERDICTS } from "./support/asl.ts";
import {
  containerGoesOn,
  definition,
  enteredEver,
  type FunctionName,
  giving,
  goesOn,
  runSiteBuilder,
  type Script,
  silent,
  throwing,
  WELL,
} from "./support/site-builder-machine.ts";
import { COMMIT, stateWith } from "./support/states.ts";

const DOCKER: Script = { WhatChanged: [giving({ hasDocker: true })] };
/** Each task before Done, and how often it is tried again. */
const TASKS: readonly (readonly [FunctionName, number])[] = [
  ["WhatChanged", 4],
  ["BuildDocker", 20],
  ["IsTheContainerBuilt", 20],
  ["BuildSite", 20],
  ["IsItBuilt", 20],
];

describe("a push", () => {
  it("whose image is there goes straight to the site's build", async () => {
    const run = await runSiteBuilder();
    expect(run.entered).toEqual([
      "WhatChanged",
      "BuildDockerOrNot",
      "BuildSite",
      "WaitForBuild",
      "IsItBuilt",
      "BuiltOrNot",
      "Done",
    ]);
    expect(run.status).toBe("SUCCEEDED");
    expect(run.output).toMatchObject({
      ...stateWith(),
      hasDocker: false,
      buildDone: true,
      builtCommitId: COMMIT,
      message: "noticed",
    });
  });

  it("whose image is not there has it built first", async () => {
    const run = await runSiteBuilder(DOCKER);
    expect(run.entered).toEqual([
      "WhatChanged",
      "BuildDockerOrNot",
      "BuildDocker",
      "WaitForDockerBuild",
      "IsTheContainerBuilt",
      "ContainerBuiltOrNot",
      "BuildSite",
      "WaitForBuild",
      "IsItBuilt",
      "BuiltOrNot",
      "Done",
    ]);
    expect(run.output).toMatchObject({ containerBuildId: "image:1", containerBuildDone: true, buildDone: true });
  });

  it("asks about the image until it is built, waiting as long as it was told", async () => {
    const built = giving({ containerBuildDone: true });
    const run = await runSiteBuilder({
      ...DOCKER,
      IsTheContainerBuilt: [containerGoesOn, containerGoesOn, containerGoesOn, built],
    });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("IsTheContainerBuilt")).toHaveLength(4);
    expect(run.calls("BuildDocker")).toHaveLength(1);
    expect(run.milliseconds).toBe(1000 + 3 * 7000 + 1000);
  });

  it("asks about the site until it is built, waiting as long as it was told", async () => {
    const run = await runSiteBuilder({ IsItBuilt: [goesOn, goesOn, giving({ buildDone: true })] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("IsItBuilt")).toHaveLength(3);
    expect(run.calls("BuildSite")).toHaveLength(1);
    expect(run.milliseconds).toBe(1000 + 2 * 7000);
  });

  it("has its image built again after CodeBuild's own fault", async () => {
    const faulted = giving({ containerBuildDone: false, containerBuildFaulted: true });
    const run = await runSiteBuilder({ ...DOCKER, IsTheContainerBuilt: [faulted, giving({ containerBuildDone: true })] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("BuildDocker")).toHaveLength(2);
    expect(run.calls("BuildDocker")[1]).toMatchObject({ containerBuildFaulted: true });
  });

  it("is published though nobody could be told", async () => {
    const run = await runSiteBuilder({ Notify: [throwing("InternalError")] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("Notify")).toHaveLength(6);
    expect(run.entered.slice(-2)).toEqual(["Done", "DoneWithoutNotice"]);
    expect(run.output).toMatchObject({ buildDone: true, noticeError: { Error: "InternalError" } });
  });
});

describe.each(TASKS)("%s", (name, retries) => {
  it.each(VERDICTS)("ends the execution at once when it throws %s, and the owner is told", async (error) => {
    const run = await runSiteBuilder({ ...DOCKER, [name]: [throwing(error, "in BUILD: no")] });
    expect(run.calls(name)).toHaveLength(1);
    expect(run.entered.slice(-3)).toEqual([name, "NotifyFailure", "Failed"]);
    expect(run).toMatchObject({ status: "FAILED", error });
    expect(JSON.parse(run.cause ?? "")).toMatchObject({ errorType: error, errorMessage: "in BUILD: no" });
    expect(run.calls("Notify")).toMatchObject([{ commitId: COMMIT, error: { Error: error, Cause: run.cause } }]);
  });

  it.each([
    ["an error without a name of ours", throwing("Error")],
    ["contention", throwing("ItemContention")],
    ["a throttled call", throttled],
    ["no answer", silent],
  ])("is tried again after %s, and the push goes on as if nothing had been", async (_what, fault) => {
    const well = { ...WELL, ...DOCKER };
    const run = await runSiteBuilder({ ...well, [name]: [...new Array(retries).fill(fault), ...well[name]] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls(name)).toHaveLength(retries + 1);
    expect(new Set(run.calls(name).map((state) => JSON.stringify(state))).size).toBe(1);
    expect(run.calls("Notify")).toMatchObject([{ commitId: COMMIT }]);
    expect(run.calls("Notify")[0]).not.toHaveProperty("error");
  });

  it("fails with the original error when it never works", async () => {
    const run = await runSiteBuilder({ ...DOCKER, [name]: [throwing("InternalError", "still")] });
    expect(run.calls(name)).toHaveLength(retries + 1);
    expect(run.entered.slice(-3)).toEqual([name, "NotifyFailure", "Failed"]);
    expect(run).toMatchObject({ status: "FAILED", error: "InternalError", cause: expect.stringContaining("still") });
    expect(run.milliseconds).toBeGreaterThan(3000); // it backed off
  });

  it("fails as States.Timeout when it never answers", async () => {
    const run = await runSiteBuilder({ ...DOCKER, [name]: [silent] });
    expect(run).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(run.milliseconds).toBeGreaterThan((retries + 1) * 60_000);
    expect(run.calls("Notify")).toMatchObject([{ error: { Error: "States.Timeout" } }]);
  });

  it("fails with its own error though nobody could be told", async () => {
    const run = await runSiteBuilder({ ...DOCKER, [name]: [throwing("BuildFailed")], Notify: [throwing("SnsIsDown")] });
    expect(run.calls("Notify")).toHaveLength(6);
    expect(run).toMatchObject({ status: "FAILED", error: "BuildFailed" });
  });
});

it.each(
  TASKS.filter(([name]) => name !== "WhatChanged").flatMap(([name]) =>
    ["AccessDeniedException", "ResourceNotFoundException"].map((error) => [name, error] as const),
  ),
)("%s is patient with what passes, but tells of an %s within seconds", async (name, error) => {
  const run = await runSiteBuilder({ ...DOCKER, [name]: [throwing(error)] });
  expect(run).toMatchObject({ status: "FAILED", error });
  expect(run.calls(name)).toHaveLength(4);
  expect(run.milliseconds).toBeLessThan(30_000);
});

it("lasts longer than all its waits, each to the end of its patience", () => {
  expect(definition.TimeoutSeconds).toBeGreaterThan(2 * IMAGE_PATIENCE_SECONDS + TICKET_PATIENCE_SECONDS + 1800);
});

it("ends when a build never does, within what an execution's history holds", async () => {
  const run = await runSiteBuilder({ IsItBuilt: [giving({ buildDone: false, waitSeconds: 15 })] });
  expect(run.status).toBe("TIMED_OUT");
  expect(run.milliseconds).toBe(definition.TimeoutSeconds * 1000);
  expect(run.history.length).toBeLessThan(25_000);
});

describe("the definition", () => {
  it("names every error of ours a verdict, except those that pass by themselves", () => {
    expect(Object.keys(errors).sort()).toEqual([...VERDICTS, "ItemContention"].sort());
  });

  testDefinition({ definition, enteredEver }, VERDICTS);
});
