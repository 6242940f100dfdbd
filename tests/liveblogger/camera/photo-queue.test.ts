import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PhotoQueue, type WriteFile } from "../../../liveblogger/camera/queue/photo-queue.ts";
import type { CameraClock } from "../../../website/src/camera/age.ts";
import { Counts } from "../../../website/src/camera/counts.ts";

const HOUR = 3600;
let folder: string;
let counts: Counts;
let machine: { now: number; wall: number; boot: string };
let queue: PhotoQueue;
const clock: CameraClock = {
  now: () => machine.now,
  wall: () => machine.wall,
  get boot() {
    return machine.boot;
  },
};
const photo = (name: string): Buffer => Buffer.from(`photograph ${name}`);

async function open(room = { photographs: 5, bytes: 10_000 }, write?: WriteFile): Promise<PhotoQueue> {
  await queue?.close();
  queue = await PhotoQueue.open(folder, { room, clock, counts, ...(write && { write }) });
  return queue;
}
/** Time passes for both clocks. */
function pass(seconds: number): void {
  machine.now += seconds;
  machine.wall += seconds * 1000;
}
async function contents(): Promise<[string, number][]> {
  const found: [string, number][] = [];
  for (let next = await queue.newest(); next; next = await queue.newest()) {
    found.push([String(await queue.read(next)).replace("photograph ", ""), Math.round(queue.ageOf(next))]);
    await queue.remove(next);
  }
  return found;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lectern-queue-"));
  counts = new Counts();
  machine = { now: 1000, wall: Date.parse("2026-11-28T10:00:00Z"), boot: "0123abcd" };
});
afterEach(async () => {
  await queue?.close();
  rmSync(folder, { recursive: true });
});

it("gives the newest first, each with its age, whatever order they came in", async () => {
  await open();
  await queue.put(photo("b"), 990);
  await queue.put(photo("a"), 980);
  await queue.put(photo("c"), 1000);
  pass(5);
  expect(await contents()).toEqual([
    ["c", 5],
    ["b", 15],
    ["a", 25],
  ]);
  expect(readdirSync(folder)).toEqual(["lock"]);
});

it("knows a photograph that it has, and keeps it once", async () => {
  await open();
  await queue.put(photo("a"), 1000);
  await queue.put(photo("a"), 1000);
  expect([queue.size, counts.kept]).toEqual([1, 1]);
});

it("drops the oldest when it is full, by number or by bytes, and counts them", async () => {
  await open({ photographs: 3, bytes: 10_000 });
  for (const name of ["a", "b", "c", "d"]) {
    pass(1);
    await queue.put(photo(name), machine.now);
  }
  expect(counts.dropped).toBe(1);
  await open({ photographs: 3, bytes: 30 });
  expect((await contents()).map(([name]) => name)).toEqual(["d", "c"]);
  expect(counts.dropped).toBe(2);
});

it("drops what is older than a day, for no server takes it", async () => {
  await open();
  await queue.put(photo("a"), machine.now);
  pass(23 * HOUR);
  await queue.put(photo("b"), machine.now);
  pass(1.1 * HOUR);
  expect(await contents()).toEqual([["b", 3960]]);
  expect(counts.dropped).toBe(1);
});

it("keeps photographs and their ages over a new start of the program", async () => {
  await open();
  await queue.put(photo("a"), machine.now - 2);
  machine.wall -= 10 * HOUR * 1000; // the clock is set meanwhile
  machine.now += 60;
  await open();
  expect(await queue.newest()).toMatchObject({ isFound: true });
  expect(await contents()).toEqual([["a", 62]]);
});

it.each([
  ["goes by the time of day after a new start of the machine", 300, 40, 300],
  ["knows that a photograph is at least as old as the machine's start, when the time of day was lost", -5 * HOUR, 40, 40],
])("%s", async (_, wallSeconds, now, age) => {
  await open();
  await queue.put(photo("a"), machine.now);
  Object.assign(machine, { boot: "fedcba98", now, wall: machine.wall + wallSeconds * 1000 });
  await open();
  expect(await contents()).toEqual([["a", age]]);
});

it("takes up nothing that was half written, and nothing that is not its own", async () => {
  await open();
  await queue.put(photo("a"), machine.now);
  const [name = ""] = readdirSync(folder).filter((file) => file.endsWith(".jpg"));
  writeFileSync(join(folder, `${name.replace("0123abcd", "0123abce")}.part`), "phot");
  writeFileSync(join(folder, "holiday.jpg"), "not ours");
  await open();
  expect((await contents()).map(([name]) => name)).toEqual(["a"]);
  expect(readdirSync(folder).sort()).toEqual(["holiday.jpg", "lock"]);
});

it("does not give a file that a failing disk has changed", async () => {
  await open();
  await queue.put(photo("a"), machine.now);
  const [name = ""] = readdirSync(folder).filter((file) => file.endsWith(".jpg"));
  writeFileSync(join(folder, name), "photogr");
  const next = await queue.newest();
  expect(next && (await queue.read(next))).toBeUndefined();
  expect([queue.size, counts.dropped]).toEqual([0, 1]);
});

describe("on a full disk", () => {
  /** A disk with room for so many photographs. */
  const diskOf =
    (files: number): WriteFile =>
    async (path, bytes) => {
      if (readdirSync(folder).filter((name) => name.endsWith(".jpg")).length >= files)
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      await writeFile(path, bytes);
    };

  it("the oldest make room for the newest", async () => {
    await open(undefined, diskOf(2));
    for (const name of ["a", "b", "c"]) {
      pass(1);
      await queue.put(photo(name), machine.now);
    }
    expect((await contents()).map(([name]) => name)).toEqual(["c", "b"]);
    expect(counts.dropped).toBe(1);
  });

  it("where nothing can be freed, the newest three wait in memory", async () => {
    await open(undefined, diskOf(0));
    for (const name of ["a", "b", "c", "d"]) {
      pass(1);
      await queue.put(photo(name), machine.now);
    }
    expect((await contents()).map(([name]) => name)).toEqual(["d", "c", "b"]);
    expect(counts.dropped).toBe(1);
  });
});

describe("its folder", () => {
  it("is one camera's at a time", async () => {
    await open();
    writeFileSync(join(folder, "lock"), String(process.ppid));
    await expect(PhotoQueue.open(folder, { room: { photographs: 1, bytes: 1 }, clock, counts })).rejects.toMatchObject({
      name: "QueueInUse",
      message: expect.stringContaining(`process ${process.ppid}`),
    });
  });

  it("is taken over from a camera that was killed", async () => {
    writeFileSync(join(folder, "lock"), "4194400");
    await expect(open()).resolves.toBeInstanceOf(PhotoQueue);
  });
});
