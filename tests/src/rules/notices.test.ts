import fc from "fast-check";
import { failureOf, outcomeOf } from "../../../src/rules/build-outcome.ts";
import { noticeOf } from "../../../src/rules/notices.ts";
import { COMMIT, LATER_COMMIT, stateWith } from "../support/states.ts";

const SITE = "https://d111111abcdef8.cloudfront.net";
/** Step Functions' Catch of what a Lambda function threw. */
const thrown = (errorType: string, errorMessage: string) => ({
  Error: errorType,
  Cause: JSON.stringify({ errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, "    at handler"] }),
});

describe("a published push", () => {
  it("is told with its commit, its length, its summary and the site", () => {
    const state = stateWith({ builtCommitId: COMMIT, buildSeconds: 23, summary: "Write about queues" });
    expect(noticeOf(state, SITE)).toBe(`Lectern: published 5f6a956 in 23 s: Write about queues ${SITE}`);
  });

  it("is told without what is not known", () => {
    expect(noticeOf(stateWith(), SITE)).toBe(`Lectern: published 5f6a956:  ${SITE}`);
  });

  it("is not told of when a later push's build held it: that one's notice does", () => {
    expect(noticeOf(stateWith({ builtCommitId: LATER_COMMIT }), SITE)).toBeUndefined();
  });

  it("keeps the site's address when the summary is long", () => {
    const notice = noticeOf(stateWith({ builtCommitId: COMMIT, summary: "x".repeat(300) }), SITE);
    expect(notice).toHaveLength(160);
    expect(notice).toMatch(/x\.\.\. https:\/\/d111111abcdef8\.cloudfront\.net$/);
  });
});

describe("a failed push", () => {
  it("is told with the error's name and message, and that the site is as before", () => {
    const error = thrown("BuildFailed", "The build of 5f6a956 FAILED in BUILD: exit status 1");
    expect(noticeOf(stateWith({ error }), SITE)).toBe(
      "Lectern: 5f6a956 NOT published. BuildFailed: The build of 5f6a956 FAILED in BUILD: exit status 1 The site is as before.",
    );
  });

  it.each([
    [
      "plain text, as Step Functions writes",
      { Error: "States.Timeout", Cause: "took too long" },
      "States.Timeout: took too long",
    ],
    ["nothing", { Error: "States.Timeout", Cause: "" }, "States.Timeout: "],
    ["no cause at all", { Error: "States.Timeout" }, "States.Timeout: "],
    ["JSON of another shape", { Error: "E", Cause: "[1]" }, "E: [1]"],
    ["JSON's null", { Error: "E", Cause: "null" }, "E: null"],
    ["a message that can't be a text", { Error: "E", Cause: '{"errorMessage":{"toString":1}}' }, "E: {"],
  ])("is told when its cause is %s", (_what, error, expected) => {
    expect(noticeOf(stateWith({ error }), SITE)).toContain(`5f6a956 NOT published. ${expected}`);
  });

  const phases = [
    "SUBMITTED",
    "QUEUED",
    "PROVISIONING",
    "DOWNLOAD_SOURCE",
    "INSTALL",
    "PRE_BUILD",
    "BUILD",
    "POST_BUILD",
    "UPLOAD_ARTIFACTS",
    "FINALIZING",
  ];
  const statuses = ["FAILED", "FAULT", "TIMED_OUT", "STOPPED"];

  it("keeps the failing phase, whatever the reason and the log's address", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.constantFrom(...statuses),
        fc.constantFrom("The build of 5f6a956", "The image's build"),
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.string({ maxLength: 300, size: "max" }).map((path) => `https://console.example/${encodeURIComponent(path)}`),
        (phaseType, status, what, reason, deepLink) => {
          const build = {
            buildStatus: status,
            phases: [{ phaseType, phaseStatus: status, contexts: [{ message: reason }] }],
            logs: { deepLink },
          };
          const outcome = outcomeOf(build, 0);
          const failure = outcome.ended ? failureOf(what, outcome) : undefined;
          const notice = noticeOf(stateWith({ error: thrown(failure?.name ?? "", failure?.message ?? "") }), SITE);
          expect(notice).toContain(`${status} in ${phaseType}`);
          expect(notice).toMatch(/The site is as before\.$/);
        },
      ),
    );
  });
});

it("is one SMS of printable ASCII with the commit in it, whatever people write", () => {
  const text = fc.oneof(
    ...(["binary", "grapheme", "grapheme-ascii"] as const).map((unit) => fc.string({ unit, maxLength: 300, size: "max" })),
  );
  const error = fc.option(
    fc.record({
      Error: text,
      Cause: fc.oneof(
        text,
        fc.json(),
        text.map((one) => thrown("E", one).Cause),
      ),
    }),
    {
      nil: undefined,
    },
  );
  fc.assert(
    fc.property(text, error, text, fc.option(fc.nat(), { nil: undefined }), (summary, failure, site, buildSeconds) => {
      const state = stateWith({
        summary,
        ...(failure && { error: failure }),
        ...(buildSeconds !== undefined && { buildSeconds }),
      });
      const notice = noticeOf(state, site) ?? "";
      expect(notice).toMatch(/^[\x20-\x7e]{1,160}$/);
      expect(notice).toContain("5f6a956");
    }),
    { numRuns: 500 },
  );
});

it("writes typographic characters in plain ones, and drops what has none", () => {
  const summary = "\u201cCaf\u00e9\u201d \u2013 it\u2019s\u00a0done\u2026 \u{1f389}\n\tnow";
  expect(noticeOf(stateWith({ summary }), SITE)).toContain(`"Cafe" - it's done... now`);
});
