import { plainPaint } from "../../../cli/paint.ts";
import { type Status, statusLines } from "../../../cli/status/status-lines.ts";

const NOW = Date.parse("2026-11-28T10:00:00Z");
const QUIET: Status = {
  stage: "dev",
  site: { url: "https://x/" },
  photographs: { taken: 0, refused: {} },
  talks: [],
  failures: {},
};
const lines = (more: Partial<Status>): string[] => statusLines({ ...QUIET, ...more }, plainPaint, NOW);

test("a new deployment", () => {
  expect(lines({})).toEqual([
    "Site      https://x/  nothing is published yet",
    "Builds    none runs",
    "Failures  none wait",
    "Photos    none counted within a day",
    "Talks     none",
  ]);
});

test("a busy one: what is published, runs, waits, failed; and the talks", () => {
  const commitId = "abcdef0123456789";
  const site = { url: "https://x/", release: "v12", commit: commitId, state: "published", publishedAt: "2026-11-28T09:57:00Z" };
  const talk = {
    talk: "moon",
    title: "The moon",
    status: "open",
    slides: 3,
    entries: 1,
    cameras: [],
    pageUrl: "https://x/live/moon/",
  } as const;
  const camera = { lastPhoto: "2026-11-28T09:59:50Z", isSilent: false };
  expect(
    lines({
      site: site as Status["site"],
      running: { of: "push", commit: commitId },
      waiting: { of: "live posts" },
      lastBuild: { of: "push", commit: commitId, status: "FAILED", seconds: 3, message: "exit status 1" },
      photographs: { taken: 312, refused: { token: 1, ended: 3 } },
      talks: [
        {
          ...talk,
          lastPhoto: "2026-11-28T09:59:50Z",
          cameras: [
            { camera: "phone", lastPhoto: "2026-11-28T09:53:00Z", isSilent: true },
            { camera: "pi", ...camera },
          ],
        },
        { ...talk, talk: "sun", status: "ended", cameras: [{ camera: "of the past", ...camera }] },
      ],
      failures: { startStepFunction: 2 },
    }),
  ).toEqual([
    "Site      https://x/  v12, commit abcdef0, published 3 minutes ago",
    "Builds    a build of commit abcdef0 runs; one of live posts waits",
    "          the last one, of commit abcdef0, FAILED: exit status 1",
    "Failures  2 of startStepFunction: lectern failures list",
    "Photos    312 taken within a day, 4 refused: 1 without the talk's token, 3 taken after the talk's end",
    "Talks     2 talks, 1 open",
    "",
    "talk  status  slides  entries  last photo      page",
    "moon  open    3       1        10 seconds ago  https://x/live/moon/",
    "sun   ended   3       1        none            https://x/live/moon/",
    "",
    "camera  talk  last photo",
    "phone   moon  7 minutes ago: silent",
    "pi      moon  10 seconds ago",
  ]);
});

test.each([
  [undefined, "not known: CloudWatch refuses to tell (cloudwatch:GetMetricData)"],
  [{ taken: 7, refused: {} }, "7 taken within a day, none refused"],
  [
    { taken: 0, refused: { talk: 2, photograph: 1 } },
    "0 taken within a day, 3 refused: 2 for a talk that there is not, 1 not to be used as they were sent",
  ],
])("photographs %j", (photographs, text) => {
  expect(lines({ photographs })[3]).toBe(`Photos    ${text}`);
});

test.each([
  ["publishing", "v3, commit abcdef0, being published"],
  ["interrupted", "v3, commit abcdef0, interrupted while it was published"],
] as const)("a site that is %s", (state, text) => {
  const site = { url: "https://x/", release: "v3", commit: "abcdef0123", state };
  expect(lines({ site })[0]).toBe(`Site      https://x/  ${text}`);
});
