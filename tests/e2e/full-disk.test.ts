/** A disk that fills up: whoever is refused is told, the site stays, and with space again everything goes on by itself. */
import { setTimeout as delay } from "node:timers/promises";
import { mountSmallDisk } from "./support/small-disk.ts";
import { startStack, type TestStack } from "./support/stack.ts";

const MINUTES = 60_000;

// Needs to mount one; where that is not allowed, this file tests nothing. The functions' unpacked code takes 60 MB of it.
const disk = mountSmallDisk(160 * 1024 * 1024);
const onDisk = disk ? test : test.skip;

let stack: TestStack;
let page = "<h1>As it was</h1>";
let pushes = 0;
beforeAll(async () => {
  if (!disk) return;
  stack = await startStack(undefined, { stateFolder: `${disk.folder}/state` });
  await publish(page);
}, 5 * MINUTES);
afterEach(async () => {
  if (!disk) return;
  disk.free();
  expect(await served()).toBe(page);
  page = `<h1>Good push ${++pushes}</h1>`;
  await publish(page);
  expect(await served()).toBe(page);
}, 3 * MINUTES);
afterAll(async () => {
  await stack?.stop();
  disk?.remove();
});

const served = async (): Promise<string> => (await fetch(`${stack.siteUrl}/`)).text();

async function publish(html: string): Promise<void> {
  const commit = await stack.push({ ...stack.files, "site/index.html": html });
  expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
}

onDisk(
  "a push is rejected, and git says that there is no space left",
  async () => {
    disk?.fill();
    const pushes = () => stack.events.filter(({ type }) => type === "push").length;
    const before = pushes();
    await expect(stack.push({ "site/index.html": "<h1>Too much</h1>" })).rejects.toThrow(/No space left on device/);
    expect(await served()).toBe(page);
    expect(pushes()).toBe(before);
  },
  2 * MINUTES,
);

onDisk(
  "a build that fills the disk is a FAULT that says so, once tried again; its files go with it",
  async () => {
    const hungry = `import { writeFileSync } from "node:fs"; for (let i = 0; ; i++) writeFileSync("big" + i, Buffer.alloc(1e6));`;
    const commit = await stack.push({ "publish.mjs": hungry, "site/index.html": "<h1>Too much</h1>" });
    const ended = await stack.executions.endOf(commit, 2 * MINUTES);
    expect(ended).toMatchObject({ status: "FAILED", error: "BuildFaulted" });
    expect(ended.cause).toMatch(/The disk is full\. Free some space/);
    const text = await stack.event("sms", ({ message }) => message.includes(commit.slice(0, 7)));
    expect(text.message).toMatch(/NOT published\. .*The disk is full/);
  },
  3 * MINUTES,
);

onDisk(
  "a disk that is full for a while during a build stops nothing for good: the push ends, and who watches is told",
  async () => {
    const before = stack.events.length;
    const commit = await stack.push({
      pause: "3",
      "site/index.html": "<h1>While it was full</h1>",
      "publish.mjs": "process.exit(1)",
    });
    await stack.event("build-log", (log) => stack.events.indexOf(log) >= before && log.line.includes("Running command sleep"));
    disk?.fill();
    await stack.event("internal-error", ({ message }) => message.includes("waits for space: ENOSPC"));
    expect(await served()).toBe(page);
    await delay(3_000);
    disk?.free();
    expect(await stack.executions.endOf(commit, 2 * MINUTES)).toMatchObject({ status: "FAILED" });
  },
  3 * MINUTES,
);
