import fc from "fast-check";
import { failureOf, outcomeOf } from "../../../src/rules/build-outcome.ts";
import { afterNotice, NOTHING_TOLD, type NoticeHistory, noticeOf } from "../../../src/rules/notices.ts";
import type { SiteBuilderState } from "../../../src/rules/site-builder-state.ts";
import { COMMIT, LATER_COMMIT, stateWith } from "../support/states.ts";

const SITE = "https://d111111abcdef8.cloudfront.net";
const textOf = (state: SiteBuilderState, site: string, history: NoticeHistory = NOTHING_TOLD) =>
  noticeOf(state, site, history, false)?.text;
/** Step Functions' Catch of what a Lambda function threw. */
const thrown = (errorType: string, errorMessage: string) => ({
  Error: errorType,
  Cause: JSON.stringify({ errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, "    at handler"] }),
});

describe("a published push", () => {
  it("is told with its commit, its length, its summary and the site", () => {
    const state = stateWith({ builtCommitId: COMMIT, buildSeconds: 23, summary: "Write about queues" });
    expect(textOf(state, SITE)).toBe(`Lectern: published 5f6a956 in 23 s: Write about queues ${SITE}`);
  });

  it("is told without what is not known", () => {
    expect(textOf(stateWith(), SITE)).toBe(`Lectern: published 5f6a956:  ${SITE}`);
  });

  it("is not told of when a later push's build held it: that one's notice does", () => {
    expect(textOf(stateWith({ builtCommitId: LATER_COMMIT, builtPushedAt: "2026-11-23T18:00:00.000Z" }), SITE)).toBeUndefined();
  });

  it("keeps the site's address when the summary is long", () => {
    const notice = textOf(stateWith({ builtCommitId: COMMIT, summary: "x".repeat(300) }), SITE);
    expect(notice).toHaveLength(151); // SNS puts "Lectern> " in front
    expect(notice).toMatch(/x\.\.\. https:\/\/d111111abcdef8\.cloudfront\.net$/);
  });
});

describe("a failed push", () => {
  it("is told with the error's name and message", () => {
    const error = thrown("BuildFailed", "The build of 5f6a956 FAILED in BUILD: exit status 1");
    expect(textOf(stateWith({ error }), SITE)).toBe(
      "Lectern: 5f6a956 NOT published. BuildFailed: FAILED in BUILD: exit status 1",
    );
  });

  it("gives the reason before the command, which may be cut", () => {
    const command = `(cd "$HOME/website" && ${"x".repeat(200)})`;
    const message = `The build of 5f6a956 FAILED in BUILD: Error while executing command: ${command}. Reason: exit status 7. Build site:3e2e946f-4559, log https://l`;
    const text = textOf(stateWith({ error: thrown("BuildFailed", message) }), SITE);
    expect(text).toMatch(/FAILED in BUILD: exit status 7 of \(cd .*\.\.\. Log: site:3e2e946f$/);
  });

  const broken = (file: string) =>
    `The build of 5f6a956 FAILED in BUILD: build: posts break the content's contract:\n${file}:3: title is missing\n${file}:4: date is missing. Build lectern-dev-site:3e2e946f-4559, log https://console.example/log`;

  it("names the first broken file with its line and what is wrong there", () => {
    const error = thrown("BuildFailed", broken("content/posts/queues/index.md"));
    expect(textOf(stateWith({ error }), SITE)).toBe(
      "Lectern: 5f6a956 NOT published. BuildFailed: FAILED in BUILD: content/posts/queues/index.md:3: title is missing Log: lectern-dev-site:3e2e946f",
    );
  });

  it("shows the end of a long path, the line and the problem", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,200}$/, { size: "max" }), fc.integer({ min: 1, max: 9999 }), (slug, line) => {
        const message = broken(`content/posts/${slug}/index.md`).replace(":3:", `:${line}:`);
        const text = textOf(stateWith({ error: thrown("BuildFailed", message) }), SITE) ?? "";
        expect(text).toContain(`${slug.slice(-20)}/index.md:${line}: title is`);
        expect(text).toMatch(/ Log: lectern-dev-site:3e2e946f$/);
      }),
    );
  });

  it("says that it is still queued when its build may be published yet", () => {
    const state = stateWith({ summary: "Write", error: thrown("BuildTimedOut", "Gave up after 360 minutes: it waits") });
    const notice = noticeOf(state, SITE, NOTHING_TOLD, true);
    expect(notice).toMatchObject({ kind: "failure", subject: "Lectern: 5f6a956 NOT published yet" });
    expect(notice?.text).toBe(
      "Lectern: 5f6a956 NOT published yet: still queued. BuildTimedOut: Gave up after 360 minutes: it waits",
    );
    expect(notice?.letter).toContain("The build is not lost");
    expect(noticeOf(state, SITE, NOTHING_TOLD, false)?.letter).not.toContain("The build is not lost");
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
    expect(textOf(stateWith({ error }), SITE)).toContain(`5f6a956 NOT published. ${expected}`);
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

  it("keeps the failing phase and where the log is, whatever the reason and the log's address", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...phases),
        fc.constantFrom(...statuses),
        fc.constantFrom("The build of 5f6a956", "The image's build"),
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.string({ maxLength: 300, size: "max" }).map((path) => `https://console.example/${encodeURIComponent(path)}`),
        (phaseType, status, what, reason, deepLink) => {
          const build = {
            id: "lectern-dev-site:3e2e946f-4559-4ca1-8858-44f0cfe733e0",
            buildStatus: status,
            phases: [{ phaseType, phaseStatus: status, contexts: [{ message: reason }] }],
            logs: { deepLink },
          };
          const outcome = outcomeOf(build, 0);
          const failure = outcome.ended ? failureOf(what, outcome) : undefined;
          const notice = textOf(stateWith({ error: thrown(failure?.name ?? "", failure?.message ?? "") }), SITE);
          expect(notice).toContain(`${status} in ${phaseType}`);
          expect(notice).toMatch(/ Log: lectern-dev-site:3e2e946f$/);
        },
      ),
    );
  });
});

describe("the letter", () => {
  const ID = "lectern-dev-site:3e2e946f-4559-4ca1-8858-44f0cfe733e0";
  const LINK =
    "https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws/log-events/3e2e946f";
  const letterOf = (state: SiteBuilderState) => noticeOf(state, SITE, NOTHING_TOLD, false);

  it("of a failure has the whole commit, the phase, the whole message, the log's address and what to do", () => {
    const reason = "build: posts break the content's contract:\na.md:3: title is missing\nb.md:1: date is missing";
    const message = `The build of 5f6a956 FAILED in BUILD: ${reason}. Build ${ID}, log ${LINK}`;
    const state = stateWith({ summary: "Write about caf\u00e9s", error: thrown("BuildFailed", message) });
    expect(letterOf(state)).toMatchObject({
      subject: "Lectern: 5f6a956 NOT published",
      letter: [
        `Lectern has NOT published commit ${COMMIT}, "Write about caf\u00e9s". The site is as it was before.`,
        `BuildFailed: The build of 5f6a956 FAILED in BUILD: ${reason}`,
        `Log: ${LINK}\nBuild: ${ID}`,
        "What to do: Mend what it names, commit and push: the next push that builds is published.",
        `Execution: ${state.execution}\n`,
      ].join("\n\n"),
    });
  });

  it.each([
    ["BuildFailed", /Mend what it names/],
    ["BuildTimedOut", /what took so long/],
    ["BuildStopped", /--allow-empty/],
    ["BuildFaulted", /--allow-empty/],
    ["BuildVanished", /--allow-empty/],
    ["AccessDeniedException", /the logs of the functions/],
    ["constructor", /the logs of the functions/],
  ])("of %s says what to do", (name, advice) => {
    expect(letterOf(stateWith({ error: thrown(name, "no") }))?.letter).toMatch(advice);
  });

  it("of a publication has the whole commit and the site", () => {
    const state = stateWith({ builtCommitId: COMMIT, buildSeconds: 23, summary: "Write" });
    expect(letterOf(state)).toMatchObject({
      subject: "Lectern: published 5f6a956",
      letter: `Lectern has published commit ${COMMIT}, "Write".\n\nThe build took 23 s.\n\nThe site: ${SITE}\n\nExecution: ${state.execution}\n`,
    });
    const failed = { last: "failed", lastPushedAt: "2026-11-23T17:00:00.000Z", told: [] } as const;
    expect(noticeOf(state, SITE, failed, false)).toMatchObject({
      subject: "Lectern recovered: published 5f6a956",
      letter: expect.stringContaining("up to date again"),
    });
  });

  it("fits into what SNS takes, and its subject into an email's, whatever people and builds write", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("\u{1f389}".repeat(50_000), "\n", " "));
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (summary, name, message, stillQueued) => {
        const state = stateWith({ summary, error: thrown(name, message) });
        for (const one of [state, stateWith({ summary })]) {
          const { subject = "", letter = "", text = "" } = noticeOf(one, SITE, NOTHING_TOLD, stillQueued) ?? {};
          expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
          expect(Buffer.byteLength(JSON.stringify({ default: letter, sms: text }))).toBeLessThan(262_144);
          expect(letter).toContain(COMMIT);
        }
      }),
      { numRuns: 50 },
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
      const notice = textOf(state, site) ?? "";
      expect(notice).toMatch(/^[\x20-\x7e]{1,151}$/);
      expect(notice).toContain("5f6a956");
    }),
    { numRuns: 500 },
  );
});

it("writes typographic characters in plain ones, and drops what has none", () => {
  const summary = "\u201cCaf\u00e9\u201d \u2013 it\u2019s\u00a0done\u2026 \u{1f389}\n\tnow";
  expect(textOf(stateWith({ summary }), SITE)).toContain(`"Cafe" - it's done... now`);
});

describe("what was told before", () => {
  const failed = stateWith({ error: thrown("BuildFailed", "in BUILD") });
  const published = stateWith({ builtCommitId: COMMIT, summary: "Mend it" });
  const historyOf = (...states: SiteBuilderState[]) =>
    states.reduce((history: NoticeHistory, state) => {
      const notice = noticeOf(state, SITE, history, false);
      return notice ? afterNotice(history, state, notice) : history;
    }, NOTHING_TOLD);

  it("makes the first success after a failure a recovery, and the next one a success again", () => {
    const after = historyOf({ ...failed, execution: "a" });
    expect(noticeOf({ ...published, execution: "b" }, SITE, after, false)).toMatchObject({ kind: "recovery" });
    expect(textOf({ ...published, execution: "b" }, SITE, after)).toBe(`Lectern recovered: published 5f6a956: Mend it ${SITE}`);
    const later = historyOf({ ...failed, execution: "a" }, { ...published, execution: "b" });
    expect(noticeOf({ ...published, execution: "c" }, SITE, later, false)).toMatchObject({ kind: "success" });
  });

  it("counts by the pushes, for executions notice the ends of their builds out of order", () => {
    const [first, second, third] = [1, 2, 3].map((minute) => `2026-11-23T17:0${minute}:00.000Z`);
    const at = (state: SiteBuilderState, pushedAt = "") => ({ ...state, pushedAt, execution: pushedAt });
    const later = historyOf(at(failed, second));
    expect(noticeOf(at(published, first), SITE, later, false)).toMatchObject({ kind: "success" });
    expect(noticeOf(at(published, third), SITE, historyOf(at(failed, second), at(published, first)), false)).toMatchObject({
      kind: "recovery",
    });
    expect(noticeOf(at(published, third), SITE, historyOf(at(published, second), at(failed, first)), false)).toMatchObject({
      kind: "success",
    });
  });

  it("keeps a repeated task from telling twice", () => {
    expect(noticeOf(published, SITE, historyOf(published), false)).toBeUndefined();
    expect(noticeOf(failed, SITE, historyOf(failed), false)).toBeUndefined();
  });

  it("is bounded", () => {
    const states = Array.from({ length: 300 }, (_, number) => ({ ...published, execution: `e${number}` }));
    expect(historyOf(...states).told).toHaveLength(100);
  });

  it("does not tell of a push that failed with a later push's build", () => {
    expect(textOf(stateWith({ error: thrown("JoinedBuildFailed", "in BUILD") }), SITE)).toBeUndefined();
  });
});
