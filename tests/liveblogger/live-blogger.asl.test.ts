import * as serviceErrors from "../../liveblogger/alternatives/errors.ts";
import * as liveBloggerErrors from "../../liveblogger/errors.ts";
import * as recogniserErrors from "../../liveblogger/recogniser/errors.ts";
import * as errors from "../../src/errors.ts";
import { TICKET_PATIENCE_SECONDS } from "../../src/rules/polling.ts";
import { VERDICTS as BUILD_VERDICTS, testDefinition, throttled } from "../src/support/asl.ts";
import {
  definition,
  enteredEver,
  type FunctionName,
  giving,
  goesOn,
  INPUT,
  runLiveBlogger,
  type Script,
  silent,
  throwing,
  WELL,
} from "./support/live-blogger-machine.ts";

const NO_NEWS: Script = { IsThisANewSlide: [giving({ updateSite: false })] };
/** Asking again gives the same answer; these are not retried. */
const VERDICTS = [
  ...BUILD_VERDICTS,
  "TalkUnknown",
  "PhotoGone",
  "DeckMissing",
  "PhotographUnreadable",
  "PhotographTooLarge",
  "PhotographTooSmall",
  "NotAnIndex",
  "IndexOfAnotherVersion",
  "IndexDamaged",
  "CornersUnusable",
  "RecogniserMisconfigured",
  "RecogniserRefused",
  "PhotographRefused",
];
/** Errors of ours that pass by themselves. */
const PASSING = ["ItemContention", "RecogniserBusy", "RecogniserUnreachable", "RecogniserTimedOut", "AnswerNotUnderstood"];
/** Each task before CompleteSF. */
const TASKS: readonly FunctionName[] = [
  "WhichSlide",
  "IsThisANewSlide",
  "PullSlideData",
  "CreateDocument",
  "BuildSite",
  "IsItBuilt",
];
const RETRIES = 20;

describe("a photograph", () => {
  it("of a slide that was not shown before becomes an entry, and the site is built", async () => {
    const run = await runLiveBlogger();
    expect(run.entered).toEqual([
      "WhichSlide",
      "IsThisANewSlide",
      "PullSlideData",
      "UpdateSiteOrNot",
      "CreateDocument",
      "BuildSite",
      "WaitForBuild",
      "IsItBuilt",
      "BuiltOrNot",
      "CompleteSF",
    ]);
    expect(run.status).toBe("SUCCEEDED");
    expect(run.output).toMatchObject({
      ...INPUT,
      prediction: 12,
      updateSite: true,
      text: "What I say of queues.",
      buildDone: true,
      message: "noticed",
    });
  });

  it("that is no news ends without an entry and without a build", async () => {
    const run = await runLiveBlogger(NO_NEWS);
    expect(run.entered).toEqual(["WhichSlide", "IsThisANewSlide", "PullSlideData", "UpdateSiteOrNot", "CompleteSF"]);
    expect(run.status).toBe("SUCCEEDED");
    expect(run.milliseconds).toBe(0);
    for (const name of ["CreateDocument", "BuildSite", "IsItBuilt"] as const) expect(run.calls(name)).toEqual([]);
  });

  it("waits for the site as long as it is told to, and asks until it is built", async () => {
    const run = await runLiveBlogger({ IsItBuilt: [goesOn, goesOn, giving({ buildDone: true })] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("IsItBuilt")).toHaveLength(3);
    expect(run.calls("BuildSite")).toHaveLength(1);
    expect(run.calls("CreateDocument")).toHaveLength(1);
    expect(run.milliseconds).toBe(1000 + 2 * 7000);
  });

  it.each([
    ["news", {}],
    ["no news", NO_NEWS],
  ])("that was %s is done though nobody could be told", async (_what, script) => {
    const run = await runLiveBlogger({ ...script, Notify: [throwing("InternalError")] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls("Notify")).toHaveLength(6);
    expect(run.entered.slice(-2)).toEqual(["CompleteSF", "CompleteWithoutNotice"]);
    expect(run.output).toMatchObject({ noticeError: { Error: "InternalError" } });
  });
});

describe.each(TASKS)("%s", (name) => {
  it.each(VERDICTS)("ends the execution at once when it throws %s, and the owner is told", async (error) => {
    const run = await runLiveBlogger({ [name]: [throwing(error, "in BUILD: no")] });
    expect(run.calls(name)).toHaveLength(1);
    expect(run.entered.slice(-3)).toEqual([name, "NotifyFailure", "Failed"]);
    expect(run).toMatchObject({ status: "FAILED", error });
    expect(JSON.parse(run.cause ?? "")).toMatchObject({ errorType: error, errorMessage: "in BUILD: no" });
    expect(run.calls("Notify")).toMatchObject([{ ...INPUT, error: { Error: error, Cause: run.cause } }]);
  });

  it.each<readonly [string, () => never | ReturnType<typeof silent>]>([
    ["an error without a name of ours", throwing("Error")],
    ...PASSING.map((error) => [error, throwing(error)] as const),
    ["a throttled call", throttled],
    ["no answer", silent],
  ])("is tried again after %s, and the photograph goes on as if nothing had been", async (_what, fault) => {
    const run = await runLiveBlogger({ [name]: [...new Array(RETRIES).fill(fault), ...WELL[name]] });
    expect(run.status).toBe("SUCCEEDED");
    expect(run.calls(name)).toHaveLength(RETRIES + 1);
    expect(new Set(run.calls(name).map((state) => JSON.stringify(state))).size).toBe(1);
    expect(run.calls("Notify")).toMatchObject([INPUT]);
    expect(run.calls("Notify")[0]).not.toHaveProperty("error");
  });

  it("fails with the original error when it never works", async () => {
    const run = await runLiveBlogger({ [name]: [throwing("InternalError", "still")] });
    expect(run.calls(name)).toHaveLength(RETRIES + 1);
    expect(run.entered.slice(-3)).toEqual([name, "NotifyFailure", "Failed"]);
    expect(run).toMatchObject({ status: "FAILED", error: "InternalError", cause: expect.stringContaining("still") });
    expect(run.milliseconds).toBeGreaterThan(3000); // it backed off
  });

  it("fails as States.Timeout when it never answers", async () => {
    const run = await runLiveBlogger({ [name]: [silent] });
    expect(run).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(run.milliseconds).toBeGreaterThan((RETRIES + 1) * 60_000);
    expect(run.calls("Notify")).toMatchObject([{ error: { Error: "States.Timeout" } }]);
  });

  it("fails with its own error though nobody could be told", async () => {
    const run = await runLiveBlogger({ [name]: [throwing("BuildFailed")], Notify: [throwing("SnsIsDown")] });
    expect(run.calls("Notify")).toHaveLength(6);
    expect(run).toMatchObject({ status: "FAILED", error: "BuildFailed" });
  });

  it.each(["AccessDeniedException", "ResourceNotFoundException"])("tells of an %s within seconds", async (error) => {
    const run = await runLiveBlogger({ [name]: [throwing(error)] });
    expect(run).toMatchObject({ status: "FAILED", error });
    expect(run.calls(name)).toHaveLength(4);
    expect(run.milliseconds).toBeLessThan(30_000);
  });
});

it("lasts longer than its wait for the site, to the end of its patience", () => {
  expect(definition.TimeoutSeconds).toBeGreaterThan(TICKET_PATIENCE_SECONDS + 1800);
});

it("ends when a build never does, within what an execution's history holds", async () => {
  const run = await runLiveBlogger({ IsItBuilt: [giving({ buildDone: false, waitSeconds: 15 })] });
  expect(run.status).toBe("TIMED_OUT");
  expect(run.milliseconds).toBe(definition.TimeoutSeconds * 1000);
  expect(run.history.length).toBeLessThan(25_000);
});

describe("the definition", () => {
  it("names every error of ours a verdict, except those that pass by themselves", () => {
    const named = Object.keys({ ...errors, ...liveBloggerErrors, ...recogniserErrors, ...serviceErrors });
    expect(named.filter((name) => name !== "RecogniserServiceError").sort()).toEqual([...VERDICTS, ...PASSING].sort());
  });

  testDefinition({ definition, enteredEver }, VERDICTS);
});
