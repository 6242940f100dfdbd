import { setImmediate } from "node:timers/promises";
import { atMost } from "../../website/scripts/support/at-most.ts";

it("does all the work, never more of it at once than the limit", async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await atMost(3, [1, 2, 3, 4, 5, 6, 7, 8], async (item) => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    done.push(item);
  });
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(most).toBe(3);
});

it("starts nothing new after a failure, awaits what runs, and throws it", async () => {
  const started: number[] = [];
  const ended: number[] = [];
  const work = async (item: number) => {
    started.push(item);
    if (item === 1) throw new Error("no");
    await setImmediate();
    ended.push(item);
  };
  await expect(atMost(2, [1, 2, 3, 4], work)).rejects.toThrow("no");
  expect(started).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});
