import { isFinal, meaningOf } from "../../../website/src/camera/answer.ts";
import { backoff, retryAfterOf } from "../../../website/src/camera/backoff.ts";

it.each([
  [202, "taken"],
  [200, "taken"],
  [301, "again"],
  [400, "dropped"],
  [413, "dropped"],
  [415, "dropped"],
  [422, "dropped"],
  [408, "again"],
  [429, "again"],
  [500, "again"],
  [503, "again"],
  [401, "token"],
  [403, "token"],
  [404, "nowhere"],
  [410, "ended"],
] as const)("an answer of %i means %s", (status, meaning) => {
  expect(meaningOf(status)).toBe(meaning);
  expect(isFinal(meaning)).toBe(["token", "nowhere"].includes(meaning));
});

it("waits anything up to twice as long after each failure, and a minute at the most", () => {
  expect([1, 2, 3, 6, 50].map((failures) => backoff(failures, 1))).toEqual([2000, 4000, 8000, 60_000, 60_000]);
  expect(backoff(4, 0)).toBe(0);
});

it("never comes back before the server wants it to, nor with all others at once, nor in an hour only", () => {
  expect(backoff(1, 0, 120_000)).toBe(120_000);
  expect(backoff(1, 1, 120_000)).toBe(122_000);
  expect(backoff(1, 0, 86_400_000)).toBe(3_600_000);
});

it.each([
  ["120", null, 120_000],
  [" 7 ", null, 7000],
  ["Sat, 28 Nov 2026 10:01:00 GMT", "Sat, 28 Nov 2026 10:00:00 GMT", 60_000],
  ["Sat, 28 Nov 2026 09:00:00 GMT", "Sat, 28 Nov 2026 10:00:00 GMT", 0],
  ["Sat, 28 Nov 2026 10:01:00 GMT", null, 0],
  ["-1", null, 0],
  ["soon", null, 0],
  [null, null, 0],
])("Retry-After: %s, by a server whose Date is %s, asks for %i ms", (header, date, milliseconds) => {
  expect(retryAfterOf(header, date)).toBe(milliseconds);
});
