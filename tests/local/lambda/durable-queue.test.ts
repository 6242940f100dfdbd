import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { DurableQueue, type Outcome, type QueuedItem } from "../../../local/store/durable-queue.ts";
import { type FakeCloud, fakeCloud } from "./support/fake-cloud.ts";

let fake: FakeCloud;
let folder: string;
let handled: QueuedItem<string>[];
beforeEach(() => {
  fake = fakeCloud();
  folder = join(fake.folder, "queue");
  handled = [];
});
afterEach(() => fake.remove());

const queue = (outcome: (queued: QueuedItem<string>) => Outcome | Promise<Outcome>) =>
  new DurableQueue<string>({
    folder,
    clock: fake.clock,
    async handle(queued) {
      handled.push(queued);
      return outcome(queued);
    },
  });
const done: Outcome = { kind: "done" };
const settled = () => new Promise((resolve) => setImmediate(resolve));
const files = () => readdirSync(folder).filter((name) => name.endsWith(".json"));

test("handles what was accepted before and after the start, once each, and forgets it", async () => {
  const subject = queue(() => done);
  subject.accept("before");
  expect(handled).toEqual([]);
  subject.start();
  subject.start();
  subject.accept("after");
  await settled();
  expect(handled.map(({ item }) => item)).toEqual(["before", "after"]);
  expect(files()).toEqual([]);
});

test("an item keeps its attempts and its time over a restart", async () => {
  const first = queue(() => ({ kind: "retry", at: fake.clock.now() + 1_000, counted: true }));
  first.accept("item", "id");
  first.start();
  await settled();
  await first.stop();
  expect(fake.clock.pending()).toEqual([]);
  const second = queue(() => done);
  second.start();
  await settled();
  expect(handled).toHaveLength(1);
  fake.clock.advance(1_000);
  await settled();
  expect(handled[1]).toMatchObject({ id: "id", item: "item", attempts: 1 });
  await second.stop();
});

test("an attempt that is not counted is none", async () => {
  const subject = queue(() => (handled.length < 3 ? { kind: "retry", at: 0, counted: false } : done));
  subject.accept("item");
  subject.start();
  for (let turn = 0; turn < 4; turn++) await settled();
  expect(handled.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
});

test("an item that is given up is kept apart, with the reason, and not taken up again", async () => {
  const subject = queue(() => ({ kind: "given-up", reason: "hopeless" }));
  subject.accept("item", "id");
  subject.start();
  await settled();
  await subject.stop();
  expect(JSON.parse(readFileSync(join(folder, "dead", "id.json"), "utf8"))).toMatchObject({
    item: "item",
    attempts: 1,
    reason: "hopeless",
  });
  queue(() => done).start();
  await settled();
  expect(handled).toHaveLength(1);
});

test("stopping waits for what is under way and changes nothing of it", async () => {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const subject = queue(() => promise);
  subject.accept("item");
  subject.start();
  const stopped = subject.stop();
  resolve(done);
  await stopped;
  expect(files()).toHaveLength(1);
});

test("a handler that breaks keeps its item for the next start", async () => {
  const subject = queue(() => Promise.reject(new Error("broken")));
  subject.accept("item");
  subject.start();
  await settled();
  await subject.stop();
  expect(files()).toHaveLength(1);
});

test("half a file of a killed process was never accepted", async () => {
  const subject = queue(() => done);
  writeFileSync(join(folder, "id.json.1234.tmp"), '{"id":');
  subject.start();
  await settled();
  expect(readdirSync(folder)).toEqual([]);
});
