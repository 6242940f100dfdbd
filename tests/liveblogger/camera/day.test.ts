/** A day of the camera in some seconds: only its clock and its pauses are others. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { lookAt } from "../../../liveblogger/camera/look.ts";
import { PhotoQueue } from "../../../liveblogger/camera/queue/photo-queue.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";
import type { CameraClock } from "../../../website/src/camera/age.ts";
import { Counts } from "../../../website/src/camera/counts.ts";
import { CaptureFailed } from "../../../website/src/camera/errors.ts";
import { sendAll } from "../../../website/src/camera/send.ts";
import { takePhotographs } from "../../../website/src/camera/take.ts";
import type { Upload } from "../../../website/src/camera/upload.ts";
import { screenWith } from "./support/pictures.ts";

const HOUR = 3600;
const EVERY = 10;
const ROOM = { photographs: 200, bytes: 100_000_000 };

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

it("is 24 hours long: the queue bounded, memory flat, nothing stored twice, each photograph in its place", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lectern-day-"));
  const random = seededRandom("a day");
  const slides = await Promise.all(Array.from({ length: 12 }, (_, i) => screenWith(i + 1, 64, 36)));
  const looks = slides.map(lookAt);
  const counts = new Counts();
  let now = 1000;
  /** The time of day is set back at noon. */
  const clock: CameraClock = { now: () => now, boot: "0123abcd", wall: () => (now - (now > 12 * HOUR ? 9 * HOUR : 0)) * 1000 };
  const queue = await PhotoQueue.open(folder, { room: ROOM, clock, counts, write: (path, bytes) => writeFile(path, bytes) });

  // What the camera sees: another slide every two minutes, and its number, so that no two photographs have the same bytes.
  const takenAt = new Map<string, number>();
  let hangs = 0;
  const source = {
    name: "a camera",
    next: async () => {
      if (random.chance(0.01)) {
        hangs += 1;
        now += 20;
        throw new CaptureFailed("hung", "It hung.");
      }
      const slide = Math.floor(now / 120) % slides.length;
      const bytes = Buffer.concat([slides[slide] as Buffer, Buffer.from(String(now))]);
      takenAt.set(createHash("sha256").update(bytes).digest("hex"), now);
      return { bytes, width: 64, height: 36, takenAt: now, look: () => looks[slide] };
    },
  };

  // The server: down for four hours, then busy, resetting, losing answers.
  const stored = new Map<string, number>();
  let repeated = 0;
  const upload: Upload = async ({ bytes, age, isAgain }) => {
    const hour = now / HOUR;
    if (hour > 3 && hour < 7) throw new Error("network is unreachable");
    if (hour > 9 && hour < 10) return { status: 429, retryAfter: 600_000, detail: "" };
    if (hour > 14 && hour < 16 && random.chance(0.3)) return { status: 503, retryAfter: 0, detail: "" };
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (stored.has(hash) && !isAgain) repeated += 1;
    stored.set(hash, now - age);
    if (hour > 18 && hour < 20 && random.chance(0.3)) throw new Error("connection reset");
    return { status: 202, retryAfter: 0, detail: "" };
  };

  // Time passes when both wait.
  const stopping = new AbortController();
  const timers = new Map<"taking" | "sending", { due: number; ring: () => void }>();
  const waiting = (who: "taking" | "sending") => (milliseconds: number) =>
    new Promise<void>((ring) => timers.set(who, { due: now + milliseconds / 1000, ring }));
  const say = (): void => {};
  const running = Promise.all([
    takePhotographs({ source, queue, clock, counts, every: EVERY * 1000, say, wait: waiting("taking") }, stopping.signal),
    sendAll({ queue, upload, counts, say, wait: waiting("sending"), random: () => random.next() }, stopping.signal),
  ]);
  let [longest, files, early] = [0, 0, 0];
  while (now < 25 * HOUR) {
    await turn();
    const isIdle = timers.has("taking") && (timers.has("sending") || queue.size === 0);
    longest = Math.max(longest, queue.size);
    if (!isIdle) {
      await delay(1); // the disk is at work
      continue;
    }
    const [who, { due, ring }] = [...timers].sort(([, one], [, other]) => one.due - other.due)[0] as ["taking", never];
    timers.delete(who);
    if (Math.floor(now / HOUR) !== Math.floor(due / HOUR)) files = Math.max(files, readdirSync(folder).length);
    if (early === 0 && now > 2 * HOUR) {
      collectGarbage();
      early = process.memoryUsage().heapUsed;
    }
    now = Math.max(now, due);
    (ring as () => void)();
  }
  stopping.abort();
  for (const { ring } of timers.values()) ring();
  await running;
  collectGarbage();
  const late = process.memoryUsage().heapUsed;

  expect(counts.taken).toBeGreaterThan(8_000);
  expect(counts).toMatchObject({ failed: hangs, hung: hangs, refused: 0 });
  expect(hangs).toBeGreaterThan(50);
  expect(longest).toBeLessThanOrEqual(ROOM.photographs + 1);
  expect(files).toBeLessThanOrEqual(ROOM.photographs + 2);
  expect(counts.dropped).toBeGreaterThan(0);
  expect(counts.sent + counts.dropped + queue.size).toBe(counts.kept);
  // Three of each slide, and about one a minute.
  expect(counts.kept).toBeLessThan(24 * 30 * 3 + 24 * 60);
  expect(repeated).toBe(0);
  expect(stored.size).toBe(counts.sent);
  for (const [hash, at] of stored) expect(Math.abs(at - (takenAt.get(hash) as number))).toBeLessThan(0.01);
  expect((late - early) / 1e6).toBeLessThan(15);

  await queue.close();
  rmSync(folder, { recursive: true });
}, 120_000);
