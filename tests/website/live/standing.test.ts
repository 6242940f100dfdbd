import { standingOf } from "../../../website/src/live/standing.ts";

const now = Date.parse("2026-11-28T14:00:00Z");
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

it.each([
  ["open", 0, null, now, "not begun"],
  [null, 0, null, now, "not begun"],
  ["open", 3, minutesAgo(1), now, "live"],
  ["open", 3, minutesAgo(59), now, "live"],
  ["open", 3, minutesAgo(61), now, "begun"],
  ["ended", 3, minutesAgo(1), now, "ended"],
  ["ended", 0, null, now, "ended"],
] as const)("%s with %i entries, the last at %s: %s", (status, count, latest, at, standing) => {
  expect(standingOf({ status, count, latest }, at)).toBe(standing);
});

it("claims nothing where there is no clock, nor of a talk that does not say whether it is open", () => {
  expect(standingOf({ status: "open", count: 3, latest: minutesAgo(1) }, null)).toBe("begun");
  expect(standingOf({ status: null, count: 3, latest: minutesAgo(1) }, now)).toBe("begun");
});
