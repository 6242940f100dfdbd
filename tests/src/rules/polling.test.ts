import fc from "fast-check";
import { BuildTimedOut } from "../../../src/errors.ts";
import { checkPatience, PATIENCE_SECONDS, waitSeconds, waitSecondsOf } from "../../../src/rules/polling.ts";

const ASKING_SECONDS = 1;

/** Waits and asks in turn until the build of `length` seconds is seen to have ended. */
function watch(length: number): { noticedAt: number; polls: number } {
  let now = 0;
  for (let elapsed = 0, polls = 1; ; polls++) {
    now += waitSeconds(elapsed) + ASKING_SECONDS;
    if (now >= length) return { noticedAt: now, polls };
    elapsed = now;
  }
}

it("notices the end within a tenth of the build's length, for every whole second from 10 s to 60 min", () => {
  for (let length = 10; length <= 3600; length++) {
    const { noticedAt } = watch(length);
    if (noticedAt - length > length / 10) throw new Error(`${length} s: noticed ${noticedAt - length} s late`);
  }
});

it("notices the end of any build from 20 s on within a tenth of its length, and of a shorter one within two seconds", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 3600, noNaN: true }), (length) => {
      expect(watch(length).noticedAt - length).toBeLessThanOrEqual(Math.max(2, length / 10));
    }),
    { numRuns: 1000 },
  );
});

it("asks a bounded number of times for as long as its patience lasts", () => {
  const { polls } = watch(PATIENCE_SECONDS);
  expect(polls).toBeLessThan(130);
  // A round of Wait, Task and Choice writes nine events; both loops together stay far below the 25,000 of an execution.
  expect(polls * 9 * 3).toBeLessThan(25_000 / 5);
});

it("asks at least every three seconds about a build in line, which may be a short one, within an execution's events", () => {
  expect(waitSecondsOf("mine", { ticket: "mine" }, 300)).toBe(waitSeconds(300));
  expect(waitSecondsOf("mine", { ticket: "other" }, 300)).toBe(3);
  expect(waitSecondsOf("mine", { ticket: "other" }, 0)).toBe(1);
  expect(waitSecondsOf("mine", undefined, 300)).toBe(3);
  expect((PATIENCE_SECONDS / 3) * 9).toBeLessThan(25_000 / 1.5);
});

it("waits whole seconds, 1 to 60, whatever the build's age, and longer for older builds", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (one, other) => {
      const [young, old] = [Math.min(one, other), Math.max(one, other)].map(waitSeconds);
      expect(Number.isInteger(young)).toBe(true);
      expect(young).toBeGreaterThanOrEqual(1);
      expect(old).toBeLessThanOrEqual(60);
      expect(old).toBeGreaterThanOrEqual(young ?? Number.NaN);
    }),
  );
});

describe("patience", () => {
  const askedAt = "2026-11-23T17:00:00.000Z";
  const end = Date.parse(askedAt) + PATIENCE_SECONDS * 1000;

  it("lasts to its last millisecond", () => {
    expect(() => checkPatience(askedAt, end)).not.toThrow();
  });

  it("then ends as BuildTimedOut", () => {
    expect(() => checkPatience(askedAt, end + 1)).toThrow(BuildTimedOut);
  });

  it("outlasts CodeBuild's own limits, 30 minutes in the queue and 30 of building", () => {
    expect(PATIENCE_SECONDS).toBeGreaterThan(60 * 60);
  });
});
