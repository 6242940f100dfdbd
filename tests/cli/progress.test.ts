import { jest } from "@jest/globals";
import { createProgress } from "../../cli/progress.ts";

afterEach(() => jest.useRealTimers());

test("a step says that it began, and how long it took", async () => {
  const lines: string[] = [];
  let time = 0;
  const progress = createProgress(
    (line) => lines.push(line),
    () => time,
  );
  const answer = await progress.step("Packing", async () => {
    time += 1_500;
    return 42;
  });
  progress.end();
  expect(answer).toBe(42);
  expect(lines).toEqual(["▸ Packing", "✔ Packing (1.5 s)"]);
});

test("a step that fails says so and passes its error on", async () => {
  const lines: string[] = [];
  const progress = createProgress(
    (line) => lines.push(line),
    () => 0,
  );
  await expect(progress.step("Packing", () => Promise.reject(new Error("no room")))).rejects.toThrow("no room");
  progress.end();
  expect(lines).toEqual(["▸ Packing", "✖ Packing (after 0.0 s)"]);
});

test("work that is over within a second needs no word; longer work gets one", async () => {
  jest.useFakeTimers();
  const lines: string[] = [];
  const progress = createProgress((line) => lines.push(line), Date.now);
  expect(await progress.wait("Asking", async () => 42)).toBe(42);
  jest.advanceTimersByTime(10_000);
  expect(lines).toEqual([]);
  void progress.wait("Waiting", () => new Promise(() => {}));
  jest.advanceTimersByTime(1_000);
  expect(lines).toEqual(["▸ Waiting"]);
  jest.advanceTimersByTime(6_000);
  expect(lines.at(-1)).toBe("  … Waiting, 6 s so far");
  progress.end();
});

test("nobody is left looking at a silent screen, nor interrupted by signs of life while lines come", () => {
  jest.useFakeTimers();
  const lines: string[] = [];
  const progress = createProgress((line) => lines.push(line), Date.now);
  void progress.step("Installing", () => new Promise(() => {}));
  jest.advanceTimersByTime(4_000);
  progress.line("added 3 packages");
  jest.advanceTimersByTime(4_000);
  expect(lines).toEqual(["▸ Installing", "added 3 packages"]);
  jest.advanceTimersByTime(8_000);
  expect(lines.slice(2)).toEqual(["  … Installing, 9 s so far", "  … Installing, 14 s so far"]);
  progress.end();
});
