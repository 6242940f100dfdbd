import { dayInWords, localTime } from "../../../website/src/live/clock.ts";

it.each([
  ["2026-11-28T13:32:59.999Z", "Europe/Berlin", "2026-11-28", "14:32", "UTC+1"],
  ["2026-06-28T13:32:00Z", "Europe/Berlin", "2026-06-28", "15:32", "UTC+2"],
  ["2026-11-28T23:30:00Z", "Europe/Berlin", "2026-11-29", "00:30", "UTC+1"],
  ["2026-11-28T14:32:05+01:00", "America/New_York", "2026-11-28", "08:32", "UTC−5"],
  ["2026-11-28T02:00:00Z", "America/St_Johns", "2026-11-27", "22:30", "UTC−3:30"],
  ["2026-11-28T13:32:00Z", "Asia/Kathmandu", "2026-11-28", "19:17", "UTC+5:45"],
  ["2026-11-28T00:00:00Z", "UTC", "2026-11-28", "00:00", "UTC"],
  ["2026-11-28T13:32:00Z", null, "2026-11-28", "13:32", "UTC"],
])("%s in %s is %s %s %s", (moment, zone, day, clock, offset) => {
  expect(localTime(moment, zone)).toEqual({ day, clock, zone: offset });
});

it("tells UTC, and says so, where the zone is not known to the browser", () => {
  expect(localTime("2026-11-28T13:32:00Z", "Mars/Olympus")).toEqual({ day: "2026-11-28", clock: "13:32", zone: "UTC" });
});

it("puts a day in words", () => {
  expect(dayInWords("2026-01-02")).toBe("2 January 2026");
  expect(dayInWords("2026-12-31T10:00:00Z")).toBe("31 December 2026");
});
