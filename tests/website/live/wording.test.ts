import { announcement, counted, doubt, shownAgain, shownAt } from "../../../website/src/live/wording.ts";
import { entryOf } from "../support/entry.ts";

it("tells an entry's time where the talk is given, and the day only where it isn't the talk's", () => {
  expect(shownAt("2026-11-28T13:32:00Z", "Europe/Berlin", "2026-11-28")).toBe("14:32 UTC+1");
  expect(shownAt("2026-11-28T23:32:00Z", "Europe/Berlin", "2026-11-28")).toBe("29 November 2026, 00:32 UTC+1");
  expect(shownAt("2026-11-28T13:32:00Z", null, null)).toBe("28 November 2026, 13:32 UTC");
});

const at = (...returned: string[]) => shownAgain({ time: "2026-11-28T13:30:00Z", returned }, "Europe/Berlin");

it("marks each return, and counts them when there are many", () => {
  expect(at()).toBeUndefined();
  expect(at("2026-11-28T13:32:00Z")).toBe("shown again at 14:32");
  expect(at("2026-11-28T13:32:00Z", "2026-11-28T13:40:00Z")).toBe("shown again at 14:32 and 14:40");
  expect(at("2026-11-28T13:32:00Z", "2026-11-28T13:40:00Z", "2026-11-28T23:10:00Z")).toBe(
    "shown again at 14:32, 14:40 and 00:10 on 29 November 2026",
  );
  const many = ["31", "32", "33", "34"].map((minute) => `2026-11-28T13:${minute}:00Z`);
  expect(at(...many)).toBe("shown again 4 times, last at 14:34");
});

it("names the zone of a return that the clocks' change put into another", () => {
  const entry = { time: "2026-10-25T00:50:00Z", returned: ["2026-10-25T01:10:00Z"] };
  expect(shownAgain(entry, "Europe/Berlin")).toBe("shown again at 02:10 UTC+1");
});

it.each([
  [entryOf(1, 1, { assurance: 0.9 }), undefined],
  [entryOf(1, 1, { assurance: 0.899 }), "recognised with 89% certainty"],
  [entryOf(1, 1, { assurance: 0.8 }), "recognised with 80% certainty"],
  [entryOf(1, 1, { assurance: null }), undefined],
  [entryOf(1, 1, { assurance: 0.1, slide: null }), undefined],
])("says how sure the recogniser was only where it was in doubt", (entry, words) => expect(doubt(entry)).toBe(words));

const picture = entryOf(9, 9, { name: "update-1", slide: null });

it("counts slides as slides", () => {
  expect(counted([])).toBe("0 slides");
  expect(counted([entryOf(1)])).toBe("1 slide");
  expect(counted([entryOf(1), entryOf(2)])).toBe("2 slides");
  expect(counted([entryOf(1), picture])).toBe("2 entries");
});

it("reads out what is new in few words", () => {
  expect(announcement([], [])).toBeUndefined();
  expect(announcement([entryOf(3)], [entryOf(1)])).toBe("New: Title 3");
  expect(announcement([entryOf(3), entryOf(2)], [])).toBe("2 new slides, the newest: Title 3");
  expect(announcement([picture, entryOf(2)], [])).toBe("2 new entries, the newest: Title 9");
  expect(announcement([], [entryOf(1)])).toBe("Shown again: Title 1");
});
