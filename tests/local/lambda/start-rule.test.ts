import { describe, expect, test } from "@jest/globals";
import { isWorthStarting, noLoad, smoothed } from "../../../local/services/lambda/runtime/start-rule.ts";

const NOW = 100_000;
const BUSY = { spare: false, count: 2 };
/** One process, whose last start took 200 ms, and which ended an invocation just now. */
const load = { ...noLoad(), busy: 1, beginningTook: 200, took: 100, endedAt: NOW, waiting: 1 };
const LONG_AGO = NOW - 60_000;

describe("one more process", () => {
  test("is not for one that has not waited as long as a start takes", () => {
    expect(isWorthStarting(load, NOW - 199, NOW, { spare: true, count: 2 })).toBe(false);
    expect(isWorthStarting(load, NOW - 200, NOW, { spare: true, count: 2 })).toBe(true);
  });

  test("is for a queue that takes half a second and two starts, where no processor has time to spare", () => {
    expect(isWorthStarting({ ...load, waiting: 5 }, LONG_AGO, NOW, BUSY)).toBe(false);
    expect(isWorthStarting({ ...load, waiting: 6 }, LONG_AGO, NOW, BUSY)).toBe(true);
    expect(isWorthStarting({ ...load, waiting: 9, beginningTook: 500 }, LONG_AGO, NOW, BUSY)).toBe(false);
    expect(isWorthStarting({ ...load, waiting: 11, beginningTook: 500 }, LONG_AGO, NOW, BUSY)).toBe(true);
  });

  test("is for a queue of two seconds, however long the last start took", () => {
    expect(isWorthStarting({ ...load, waiting: 21, beginningTook: 30_000 }, LONG_AGO, NOW, BUSY)).toBe(true);
  });

  test("shares the queue with the others", () => {
    expect(isWorthStarting({ ...load, busy: 3, waiting: 15 }, LONG_AGO, NOW, BUSY)).toBe(false);
    expect(isWorthStarting({ ...load, busy: 3, waiting: 16 }, LONG_AGO, NOW, BUSY)).toBe(true);
  });

  test("beyond two for each processor is only for invocations that do not end: they may wait for others", () => {
    const many = { ...load, busy: 4, waiting: 1_000 };
    expect(isWorthStarting({ ...many, endedAt: NOW - 1_999 }, LONG_AGO, NOW, BUSY)).toBe(false);
    expect(isWorthStarting({ ...many, waiting: 1, endedAt: NOW - 2_001 }, NOW - 2_001, NOW, BUSY)).toBe(true);
  });

  test("counts how long nothing ended only from when somebody waits", () => {
    expect(isWorthStarting({ ...load, endedAt: LONG_AGO }, NOW - 400, NOW, BUSY)).toBe(false);
    expect(isWorthStarting({ ...load, endedAt: LONG_AGO }, NOW - 501, NOW, BUSY)).toBe(true);
  });
});

test("a duration is the first one, then goes with the latest ones", () => {
  expect(smoothed(0, 300)).toBe(300);
  expect(smoothed(300, 800)).toBe(400);
});
