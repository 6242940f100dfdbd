import { BY_HAND, camerasOf, lastPhotoOf } from "../../../cli/talk/talk-cameras.ts";

const NOW = Date.parse("2026-11-28T10:00:00.000Z");
const MINUTE = 60_000;
const seen = (minutesAgo: number, camera = "pi") => ({ camera, lastSeen: new Date(NOW - minutesAgo * MINUTE).toISOString() });

test.each([
  ["open", 0, false],
  ["open", 3, false],
  ["open", 3.01, true],
  ["open", 24 * 60, true],
  ["open", 24 * 60 + 1, false],
  ["ended", 5, false],
] as const)("of an %s talk, a camera whose last photograph is %d minutes old: is it silent? %s", (status, minutes, isSilent) => {
  expect(camerasOf({ status }, [seen(minutes)], NOW)).toEqual([{ camera: "pi", lastPhoto: seen(minutes).lastSeen, isSilent }]);
});

test("each is told by itself, by its name; whoever sends by hand is not missed", () => {
  const cameras = camerasOf({ status: "open" }, [seen(1, "pi"), seen(9, "a phone"), seen(30, BY_HAND)], NOW);
  expect(cameras.map(({ camera, isSilent }) => [camera, isSilent])).toEqual([
    ["a phone", true],
    [BY_HAND, false],
    ["pi", false],
  ]);
  expect(lastPhotoOf(cameras)).toBe(seen(1).lastSeen);
  expect(lastPhotoOf([])).toBeUndefined();
});
