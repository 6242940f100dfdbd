/** Ximilar on loopback. */
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import sharp from "sharp";
import type { Patience } from "../../../liveblogger/alternatives/index.ts";
import { ximilarRecogniser } from "../../../liveblogger/alternatives/ximilar/ximilar-recogniser.ts";
import { DECK, MEMORY, PHOTOGRAPH } from "./support/deck.ts";
import { type Prepared, type Service, startService } from "./support/service.ts";

const answer = readFileSync(new URL("answers/classify.json", import.meta.url), "utf8");
const TOKEN = "1af538baa9045a84c0e889f672baf83ff24";
const TASK = "0a8c8186-aee8-47c8-9eaf-348103feb14d";
const soon = { "retry-after": "0" };

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const recogniser = (patience?: Patience) =>
  ximilarRecogniser(
    { with: "ximilar", task: TASK, token: TOKEN, url: `${service.url}/recognition/v2/classify/`, ...(patience && { patience }) },
    DECK,
  );

const failureOf = async (...prepared: Prepared[]): Promise<unknown> => {
  service.prepare(...prepared);
  return recogniser()
    .recognise(PHOTOGRAPH)
    .then(
      () => "no failure",
      (error: unknown) => error,
    );
};

test("the likeliest label is the slide; slides that look the same count together", async () => {
  service.prepare({ body: answer });
  const found = await recogniser().recognise(PHOTOGRAPH, MEMORY);
  expect(found).toEqual({
    slide: 4,
    assurance: expect.closeTo(0.94),
    runnerUp: { slide: 2, score: 0.0312 },
    indistinguishable: [5],
    moved: false,
    memory: MEMORY,
  });
});

test("it is asked as its documentation says", async () => {
  service.prepare({ body: answer });
  const large = { width: 1600, height: 1200, data: new Uint8Array(1600 * 1200 * 3).fill(90) };
  await recogniser().recognise(large);
  const { headers, url, body } = service.last();
  expect(url).toBe("/recognition/v2/classify/");
  expect(headers).toMatchObject({ authorization: `Token ${TOKEN}`, "content-type": "application/json" });
  const { task_id, records, ...rest } = JSON.parse(body);
  expect({ task_id, rest, keys: records.map(Object.keys) }).toEqual({ task_id: TASK, rest: {}, keys: [["_base64"]] });
  expect(await sharp(Buffer.from(records[0]._base64, "base64")).metadata()).toMatchObject({
    format: "jpeg",
    width: 800,
    height: 600,
  });
});

test.each([
  ["429", { status: 429, headers: soon, body: { detail: "Request was throttled." } }],
  ["503", { status: 503, headers: soon }],
  ["a broken connection", { reset: true }],
])("after %s it is asked again", async (_what, first) => {
  service.prepare(first, { body: answer });
  expect(await recogniser().recognise(PHOTOGRAPH)).toMatchObject({ slide: 4 });
  expect(service.asked).toHaveLength(2);
});

test.each([
  [429, "RecogniserBusy", 4],
  [500, "RecogniserUnreachable", 4],
  [401, "RecogniserRefused", 1],
  [403, "RecogniserRefused", 1],
  [404, "RecogniserMisconfigured", 1],
  [400, "RecogniserMisconfigured", 1],
])("%i is %s, after %i tries", async (status, name, tries) => {
  expect(await failureOf({ status, headers: soon, body: { detail: "Told why." } })).toMatchObject({
    name,
    message: expect.stringContaining("Told why."),
  });
  expect(service.asked).toHaveLength(tries);
});

test("a record's own status says that the photograph is not taken", async () => {
  const body = { records: [{ _status: { code: 400, text: "Image is corrupted" } }], status: { code: 200, text: "OK" } };
  expect(await failureOf({ body })).toMatchObject({
    name: "PhotographRefused",
    message: expect.stringContaining("Image is corrupted"),
  });
});

test.each([
  ["no JSON", { body: "<html>" }],
  ["a cut-off answer", { body: answer.slice(0, 200) }],
  ["an endless answer", { body: " ".repeat(2 * 1024 * 1024) }],
  ["labels of another deck", { body: answer.replaceAll("slide-4", "slide-40") }],
])("%s is not understood", async (_what, prepared) => {
  expect(await failureOf(prepared)).toMatchObject({ name: "AnswerNotUnderstood" });
});

test("nobody there", async () => {
  const gone = await startService();
  await gone.stop();
  const nobody = ximilarRecogniser({ with: "ximilar", task: TASK, token: TOKEN, url: gone.url }, DECK);
  await expect(nobody.recognise(PHOTOGRAPH)).rejects.toMatchObject({
    name: "RecogniserUnreachable",
    message: expect.stringContaining("ECONNREFUSED"),
  });
}, 30_000);

test("a redirection is not followed with the photograph and the token", async () => {
  const elsewhere = await startService();
  try {
    service.prepare({ status: 307, headers: { location: elsewhere.url } });
    await expect(recogniser().recognise(PHOTOGRAPH)).rejects.toMatchObject({ name: "AnswerNotUnderstood" });
    expect(elsewhere.asked).toEqual([]);
  } finally {
    await elsewhere.stop();
  }
});

test("without an answer it waits no longer than its patience, all tries and pauses included", async () => {
  service.prepare({ silent: true });
  await expect(recogniser({ attempt: 50, total: 60_000 }).recognise(PHOTOGRAPH)).rejects.toMatchObject({
    name: "RecogniserTimedOut",
  });
  expect(service.asked).toHaveLength(4);
  service.prepare({ silent: true });
  await expect(recogniser({ attempt: 60_000, total: 80 }).recognise(PHOTOGRAPH)).rejects.toMatchObject({
    name: "RecogniserTimedOut",
  });
  service.prepare({ status: 429, headers: { "retry-after": "3600" } });
  await expect(recogniser().recognise(PHOTOGRAPH)).rejects.toMatchObject({ name: "RecogniserBusy" });
  expect(service.asked).toHaveLength(1);
}, 30_000);

test("whoever no longer wants the answer need not wait for it", async () => {
  service.prepare({ silent: true });
  const stopping = new AbortController();
  const waiting = recogniser().recognise(PHOTOGRAPH, undefined, stopping.signal);
  setTimeout(() => stopping.abort(new Error("enough")), 50);
  await expect(waiting).rejects.toThrow("enough");
});

test("no error holds the token, even if the service says it back", async () => {
  for (const prepared of [
    { status: 401, body: { detail: `Invalid token ${TOKEN}.` } },
    { status: 503, headers: soon },
    { body: "?" },
    { reset: true },
  ]) {
    const error = await failureOf(prepared);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(TOKEN);
  }
}, 30_000);

test.each([
  [{ task: " " }],
  [{ token: "" }],
  [{ token: "two words" }],
  [{ token: "line\nbreak" }],
  [{ url: "http://api.ximilar.com/recognition/v2/classify/" }],
  [{ url: "api.ximilar.com" }],
])("%j is refused before anything is sent", (wrong) => {
  const choice = { with: "ximilar", task: TASK, token: TOKEN, ...wrong } as const;
  expect(() => ximilarRecogniser(choice, DECK)).toThrow(expect.objectContaining({ name: "RecogniserMisconfigured" }));
});
