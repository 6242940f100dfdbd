import fc from "fast-check";
import { pollDelay } from "../../../website/src/live/poll-delay.ts";

it("asks about every two seconds while all is well", () => {
  expect([pollDelay(0, 0), pollDelay(0, 1)]).toEqual([1800, 2000]);
});

it("asks less and less often after failures, but at least once a minute", () => {
  expect([1, 2, 3, 4, 5, 6, 1000].map((failures) => pollDelay(failures, 1))).toEqual([
    4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

it("spreads readers over half of the time after a failure, and never asks sooner than without one", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), share, (failures, random) => {
      const delay = pollDelay(failures, random);
      expect(delay).toBeGreaterThanOrEqual(2000);
      expect(delay).toBeLessThanOrEqual(60_000);
      expect(pollDelay(failures, 0)).toBe(pollDelay(failures, 1) / 2);
    }),
  );
});
