/** The queue's photographs on their way to servers as they are met. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineClock } from "../../../liveblogger/camera/clock.ts";
import { PhotoQueue } from "../../../liveblogger/camera/queue/photo-queue.ts";
import { Counts } from "../../../website/src/camera/counts.ts";
import { sendAll } from "../../../website/src/camera/send.ts";
import { type Upload, uploadTo } from "../../../website/src/camera/upload.ts";
import { freePort } from "../../e2e/support/free-port.ts";
import { type Fate, type PhotoServer, photoServer } from "./support/server.ts";

const clock = machineClock();
let folder: string;
let queue: PhotoQueue;
let counts: Counts;
let server: PhotoServer;
let said: string[];
let waits: number[];
let stopping: AbortController;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lectern-queue-"));
  [counts, said, waits, stopping] = [new Counts(), [], [], new AbortController()];
  queue = await PhotoQueue.open(folder, { room: { photographs: 100, bytes: 1_000_000 }, clock, counts });
});
afterEach(async () => {
  stopping.abort();
  await queue.close();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** Sends until the queue is empty, or for so many attempts. Waits are noted, and short. */
async function send(url: string, { attempts = Infinity, random = 1 } = {}): Promise<void> {
  const sending = sendAll(
    {
      queue,
      upload: uploadTo({ url, token: "secret", camera: "pi" }),
      counts,
      say: (line) => said.push(line),
      random: () => random,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        if (waits.length >= attempts) stopping.abort();
      },
    },
    stopping.signal,
  );
  const emptied = setInterval(() => queue.size === 0 && stopping.abort(), 10);
  await sending.finally(() => clearInterval(emptied));
}
const meeting = async (...fates: Fate[]): Promise<string> => {
  server = await photoServer(...fates);
  return server.url;
};
const put = async (...names: string[]): Promise<void> => {
  for (const [i, name] of names.entries()) await queue.put(Buffer.from(name), clock.now() - (names.length - i) * 10);
};

it("sends the newest first, with the camera's name, the token, and how old it is", async () => {
  await put("one", "two", "three");
  await send(await meeting());
  expect(server.received.map(({ bytes }) => String(bytes))).toEqual(["three", "two", "one"]);
  for (const [i, { headers }] of server.received.entries()) expect(Number(headers["photo-age"])).toBeCloseTo(10 * (i + 1), -1);
  expect(server.received[0]?.headers).toMatchObject({
    authorization: "Bearer secret",
    "camera-id": "pi",
    "content-type": "image/jpeg",
  });
  expect(counts.sent).toBe(3);
});

it.each<[string, Fate]>([
  ["resets the connection", "reset"],
  ["is overloaded", { status: 503 }],
  ["fails", { status: 500 }],
  ["is busy", { status: 429 }],
  ["sends elsewhere", { status: 302, headers: { location: "http://127.0.0.1:1/" } }],
])("waits longer and longer while a server %s, and then sends each photograph once", async (_, fate) => {
  await put("one", "two");
  await send(await meeting(fate, fate, fate));
  expect(waits).toEqual([2000, 4000, 8000]);
  expect(server.stored).toHaveLength(2);
  expect(counts).toMatchObject({ sent: 2, postponed: 3, dropped: 0 });
  expect(said).toEqual([expect.stringContaining("Not sent"), expect.stringContaining("answers again")]);
});

it("waits for as long as the server asks for, by seconds or by the server's own clock", async () => {
  await put("one");
  const date = "Thu, 01 Jan 1970 00:00:00 GMT";
  const later = { "retry-after": "Thu, 01 Jan 1970 00:05:00 GMT", date };
  await send(await meeting({ status: 429, headers: { "retry-after": "90" } }, { status: 503, headers: later }), { random: 0 });
  expect(waits).toEqual([90_000, 300_000]);
});

it("spreads what it waits, from nothing to a minute", async () => {
  await put("one");
  const fates = Array.from({ length: 9 }, (): Fate => ({ status: 503 }));
  await send(await meeting(...fates), { random: 0.5 });
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
});

it("tries again, as it says, what may have arrived: the server stores it once", async () => {
  await put("one", "two");
  await send(await meeting("lost", "lost", "taken"));
  expect(server.received.map(({ headers }) => headers["photo-again"])).toEqual([undefined, "true", "true", undefined]);
  expect(server.stored).toHaveLength(2);
});

it("waits for a slow server", async () => {
  await put("one");
  await send(await meeting("slow"));
  expect(counts).toMatchObject({ sent: 1, postponed: 0 });
});

it("waits while there is no server at all", async () => {
  await put("one");
  await send(`http://127.0.0.1:${await freePort()}/talks/a-talk/photos`, { attempts: 2 });
  expect(said[0]).toContain("ECONNREFUSED");
  expect(queue.size).toBe(1);
});

it.each([400, 413, 415, 422])("throws away what is refused with %i, counts it, and goes on", async (status) => {
  await put("one", "two");
  await send(await meeting({ status, body: JSON.stringify({ detail: "Too large." }) }));
  expect(server.stored).toHaveLength(1);
  expect(counts).toMatchObject({ sent: 1, refused: 1, postponed: 0 });
  expect(said).toEqual([`A photograph was refused, and is thrown away: the server answered ${status}: Too large.`]);
});

/** Sends to a talk that ended so many seconds ago; gives what was uploaded. @param meanwhile may answer an upload otherwise */
async function sendAfterEnd(
  secondsAgo: number,
  meanwhile: (uploads: number) => Promise<number | undefined> = async () => undefined,
): Promise<string[]> {
  const uploaded: string[] = [];
  const upload: Upload = async ({ bytes, age }) => {
    uploaded.push(String(bytes));
    const status = (await meanwhile(uploaded.length)) ?? (age > secondsAgo ? 202 : 410);
    return { status, detail: "Said the server.", retryAfter: 0 };
  };
  const sending = sendAll({ queue, upload, counts, say: () => {}, random: () => 1, wait: async () => {} }, stopping.signal);
  await expect(sending).rejects.toMatchObject({
    meaning: "ended",
    message: expect.stringContaining("takes no more photographs"),
  });
  expect(queue.size).toBe(0);
  return uploaded;
}

it("sends what was photographed before the talk's end, throws away what came after, and stops then", async () => {
  await put("before", "just before", "after", "later");
  expect(await sendAfterEnd(25)).toEqual(["later", "after", "just before", "before"]);
  expect(counts).toMatchObject({ sent: 2, refused: 2, dropped: 0 });
});

it("sends nothing of what is photographed meanwhile", async () => {
  await put("before", "just before", "after");
  const photographed = (uploads: number) => (uploads === 2 ? put("now").then(() => undefined) : Promise.resolve(undefined));
  expect(await sendAfterEnd(15, photographed)).toEqual(["after", "just before", "before"]);
  expect(counts).toMatchObject({ sent: 2, refused: 2 });
});

it("keeps what an earlier start left when it is refused, for a clock that was not set makes it look younger", async () => {
  await put("before", "just before");
  await queue.close();
  queue = await PhotoQueue.open(folder, { room: { photographs: 100, bytes: 1_000_000 }, clock, counts });
  await expect(send(await meeting({ status: 410 }))).rejects.toMatchObject({ meaning: "ended" });
  expect(queue.size).toBe(2);
});

it("asks for what an earlier start left, however young it looks beside what was refused", async () => {
  await put("left");
  await queue.close();
  queue = await PhotoQueue.open(folder, { room: { photographs: 100, bytes: 1_000_000 }, clock, counts });
  await queue.put(Buffer.from("after"), clock.now());
  const ageOf = queue.ageOf.bind(queue);
  queue.ageOf = (photo) => (photo.isFound ? 0 : ageOf(photo));
  await expect(send(await meeting({ status: 410 }, { status: 410 }))).rejects.toMatchObject({ meaning: "ended" });
  expect(server.received.map(({ bytes }) => String(bytes))).toEqual(["after", "left"]);
  expect(queue.size).toBe(1);
});

it("says at a talk's end that it goes on with what was taken before", async () => {
  await put("before", "after", "later");
  const upload: Upload = async ({ age }) => ({ status: age > 15 ? 202 : 410, detail: "", retryAfter: 0 });
  const say = (line: string) => void said.push(line);
  await expect(sendAll({ queue, upload, counts, say, random: () => 1, wait: async () => {} }, stopping.signal)).rejects.toThrow();
  expect(said).toEqual(["The talk has ended: what was taken before is sent still, then this camera stops."]);
});

it("does not stop at a talk's end while what came before it has to be sent again", async () => {
  await put("before", "after");
  expect(await sendAfterEnd(15, async (uploads) => (uploads === 2 ? 503 : undefined))).toEqual(["after", "before", "before"]);
  expect(counts).toMatchObject({ sent: 1, refused: 1, postponed: 1 });
});

it.each([
  [401, "token", "The token is not taken"],
  [403, "token", "The token is not taken"],
  [404, "nowhere", "no such talk"],
])("stops when it is answered %i, keeps its queue, and says why", async (answer, meaning, words) => {
  await put("one");
  const url = await meeting({ status: answer });
  await expect(send(url)).rejects.toMatchObject({ meaning, message: expect.stringContaining(words) });
  expect(queue.size).toBe(1);
});
