import { jest } from "@jest/globals";
import { type Poll, startPoll } from "../../../website/src/live/poll.ts";

type Answer = "go on" | "stop" | "fail" | "hang";

let poll: Poll | undefined;
let answers: Answer[];
let asked: number[];
let failures: number[];
let visible: boolean;
let start: number;
beforeEach(() => {
  jest.useFakeTimers();
  start = Date.now();
  [answers, asked, failures, visible] = [[], [], [], true];
});
afterEach(() => {
  poll?.stop();
  jest.useRealTimers();
});

/** Answers what `answers` says, then `go on`; random is 1, so that every wait is the longest. */
function begin() {
  poll = startPoll({
    ask(signal) {
      asked.push(Date.now() - start);
      const answer = answers.shift() ?? "go on";
      if (answer === "fail") return Promise.reject(new Error("the network is gone"));
      if (answer !== "hang") return Promise.resolve(answer);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("given up"))));
    },
    failed: (count) => failures.push(count),
    visible: () => visible,
    random: () => 1,
  });
  return poll;
}
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

it("asks at once, then every two seconds", async () => {
  begin();
  await pass(6500);
  expect(asked).toEqual([0, 2000, 4000, 6000]);
});

it("waits longer after each failure, and as usual after a good answer", async () => {
  answers = ["fail", "fail", "go on"];
  begin();
  await pass(16_500);
  expect(asked).toEqual([0, 4000, 12_000, 14_000, 16_000]);
  expect(failures).toEqual([1, 2]);
});

it("asks no more when the answer was the last", async () => {
  answers = ["go on", "stop"];
  const poll = begin();
  await pass(60_000);
  poll.wake();
  await pass(60_000);
  expect(asked).toEqual([0, 2000]);
});

it("asks nothing while nobody looks, and at once when somebody does again", async () => {
  const poll = begin();
  await pass(2500);
  visible = false;
  await pass(600_000);
  expect(asked).toEqual([0, 2000]);
  visible = true;
  poll.wake();
  await pass(2500);
  expect(asked).toEqual([0, 2000, 602_500, 604_500]);
});

it("asks nothing of a page that is opened out of sight, until it is seen", async () => {
  visible = false;
  const poll = begin();
  await pass(10_000);
  expect(asked).toEqual([]);
  visible = true;
  poll.wake();
  expect(asked).toEqual([10_000]);
});

it("does not wait out a failure when the network comes back", async () => {
  answers = ["fail", "fail", "fail"];
  const poll = begin();
  await pass(13_000);
  expect(asked).toEqual([0, 4000, 12_000]);
  poll.wake();
  await pass(2500);
  expect(asked).toEqual([0, 4000, 12_000, 13_000, 15_000]);
});

it("never asks twice at the same time", async () => {
  answers = ["hang"];
  const poll = begin();
  await pass(1000);
  poll.wake();
  poll.wake();
  expect(asked).toEqual([0]);
});

it("takes an answer that doesn't come for a failure", async () => {
  answers = ["hang"];
  begin();
  await pass(14_500);
  expect(failures).toEqual([1]);
  expect(asked).toEqual([0, 14_000]);
});

it("gives up what it waits for when it is stopped, and tells of no failure", async () => {
  answers = ["hang"];
  const poll = begin();
  await pass(1000);
  poll.stop();
  await pass(60_000);
  expect(asked).toEqual([0]);
  expect(failures).toEqual([]);
});
