import fc from "fast-check";
import { BuildTimedOut } from "../../../src/errors.ts";
import {
  checkPatience,
  IMAGE_PATIENCE_SECONDS,
  PHASE_PATIENCE_SECONDS,
  TICKET_PATIENCE_SECONDS,
  waitSeconds,
  waitSecondsOf,
} from "../../../src/rules/polling.ts";

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

/** What an execution's history holds, and what a round of Wait, Task and Choice writes into it. */
const EVENTS = 25_000;
const EVENTS_A_ROUND = 9;

it("asks about an image, twice built, and about a ticket for as long as its patience lasts, within an execution's events", () => {
  const image = 2 * watch(IMAGE_PATIENCE_SECONDS).polls;
  // Behind two builds and in its own, each built again after CodeBuild's fault.
  const ticket = 4 * pollsInLine(TICKET_PATIENCE_SECONDS / 6) + 2 * watch(TICKET_PATIENCE_SECONDS / 6).polls;
  expect((image + ticket) * EVENTS_A_ROUND).toBeLessThan(EVENTS / 1.5);
});

/** How often a ticket is asked about while one build of this length is before it. */
function pollsInLine(length: number): number {
  let polls = 0;
  for (let elapsedSeconds = 0; elapsedSeconds < length; polls++)
    elapsedSeconds += waitSecondsOf("mine", { running: { ticket: "other" }, askers: 2, elapsedSeconds }) + ASKING_SECONDS;
  return polls;
}

it("asks about a build in line more often than about one that runs, for it may be a short one", () => {
  const [mine, other] = [{ ticket: "mine" }, { ticket: "other" }];
  const secondsBehind = (elapsedSeconds: number) => waitSecondsOf("mine", { running: other, askers: 2, elapsedSeconds });
  expect(waitSecondsOf("mine", { running: mine, askers: 500, elapsedSeconds: 300 })).toBe(waitSeconds(300));
  expect([0, 30, 100, 239, 300, 3600].map(secondsBehind)).toEqual([1, 2, 3, 3, 5, 15]);
  expect(waitSecondsOf("mine", { running: undefined, askers: 1, elapsedSeconds: 0 })).toBe(1);
});

it("asks twice a second for all who wait behind others together, however many, and each of them once a minute at least", () => {
  const wait = (askers: number) => waitSecondsOf("mine", { running: { ticket: "other" }, askers, elapsedSeconds: 45 });
  expect([2, 6, 7, 20, 100, 120, 1000].map(wait)).toEqual([3, 3, 4, 10, 50, 60, 60]);
});

it("offers a build that CodeBuild does not take again twice a minute, also to the end of its patience", () => {
  const seconds = waitSecondsOf("mine", { running: { ticket: "mine" }, askers: 1, elapsedSeconds: 0, held: "too many builds" });
  expect(seconds).toBe(30);
  expect((TICKET_PATIENCE_SECONDS / seconds) * EVENTS_A_ROUND).toBeLessThan(EVENTS / 2);
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
  const end = Date.parse(askedAt) + 60_000;

  it("lasts to its last millisecond", () => {
    expect(() => checkPatience(askedAt, end, 60, "why")).not.toThrow();
  });

  it("then ends as BuildTimedOut, and says why", () => {
    expect(() => checkPatience(askedAt, end + 1, 60, "it waits")).toThrow(BuildTimedOut);
    expect(() => checkPatience(askedAt, end + 1, 60, "it waits")).toThrow("Gave up after 1 minutes: it waits");
  });

  it("outlasts CodeBuild's own limits, 30 minutes in the queue and 30 of building", () => {
    expect(PHASE_PATIENCE_SECONDS).toBeGreaterThan(60 * 60);
    expect(IMAGE_PATIENCE_SECONDS).toBeGreaterThan(60 * 60);
  });

  it("outlasts everything that may be before a ticket's build: two others, each of the three built twice", () => {
    expect(TICKET_PATIENCE_SECONDS).toBeGreaterThanOrEqual(6 * 60 * 60);
  });
});
