/** Rekognition on loopback: what the SDK's own client makes of its answers. */
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import sharp from "sharp";
import type { Patience, SlideRecogniser } from "../../../liveblogger/alternatives/index.ts";
import { rekognitionRecogniser } from "../../../liveblogger/alternatives/rekognition/rekognition-recogniser.ts";
import { DECK, MEMORY, PHOTOGRAPH } from "./support/deck.ts";
import { type Service, startService } from "./support/service.ts";

const answer = readFileSync(new URL("answers/detect-text.json", import.meta.url), "utf8");
const SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";
const failure = (type: string, message = "Told why", status = 400) => ({ status, body: { __type: type, message } });

let service: Service;
const before = { ...process.env };
const made: SlideRecogniser[] = [];
beforeAll(async () => {
  service = await startService();
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"]) delete process.env[name];
  process.env.AWS_ENDPOINT_URL_REKOGNITION = service.url;
  process.env.AWS_ACCESS_KEY_ID = "AKIDEXAMPLE";
  process.env.AWS_SECRET_ACCESS_KEY = SECRET;
});
afterAll(async () => {
  process.env = before;
  for (const recogniser of made) recogniser.close();
  await service.stop();
});

function recogniser(patience?: Patience): SlideRecogniser {
  const one = rekognitionRecogniser({ with: "rekognition", region: "eu-central-1", ...(patience && { patience }) }, DECK);
  made.push(one);
  return one;
}

test("the lines that it reads are matched with the deck; what it can't say is not said", async () => {
  service.prepare({ body: answer });
  const found = await recogniser().recognise(PHOTOGRAPH, MEMORY);
  expect(found).toMatchObject({ slide: 2, indistinguishable: [], moved: false, memory: MEMORY });
  expect(found.assurance).toBeGreaterThan(0.8);
  expect(found.runnerUp?.slide).not.toBe(2);
  expect(found).not.toHaveProperty("corners");
});

test("it is sent the photograph as a JPEG, for no more than its text", async () => {
  service.prepare({ body: answer });
  await recogniser().recognise(PHOTOGRAPH);
  const { headers, body } = service.last();
  expect(headers["x-amz-target"]).toBe("RekognitionService.DetectText");
  expect(headers.authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/rekognition\/aws4_request/);
  const { Image, ...rest } = JSON.parse(body);
  expect(rest).toEqual({});
  expect(await sharp(Buffer.from(Image.Bytes, "base64")).metadata()).toMatchObject({ format: "jpeg", width: 320, height: 240 });
});

test("nothing read is no slide, less sure for the slide without text", async () => {
  service.prepare({ body: { TextDetections: [], TextModelVersion: "3.0" } });
  const found = await recogniser().recognise(PHOTOGRAPH);
  expect(found.slide).toBeNull();
  expect(found.assurance).toBeCloseTo((0.75 * 5) / 6);
});

test.each([
  ["a throttled call", failure("ThrottlingException")],
  ["an error of its own", failure("InternalServerError", "Told why", 500)],
  ["a broken connection", { reset: true }],
])("%s is tried again", async (_what, first) => {
  service.prepare(first, { body: answer });
  expect(await recogniser().recognise(PHOTOGRAPH)).toMatchObject({ slide: 2 });
  expect(service.asked).toHaveLength(2);
});

test.each([
  ["ProvisionedThroughputExceededException", 400, "RecogniserBusy", 4],
  ["InternalServerError", 500, "RecogniserUnreachable", 4],
  ["AccessDeniedException", 400, "RecogniserRefused", 1],
  ["UnrecognizedClientException", 400, "RecogniserRefused", 1],
  ["ImageTooLargeException", 400, "PhotographRefused", 1],
  ["InvalidImageFormatException", 400, "PhotographRefused", 1],
])(
  "%s (%i) is %s, after %i tries",
  async (type, status, name, tries) => {
    service.prepare(failure(type, "Told why", status));
    await expect(recogniser().recognise(PHOTOGRAPH)).rejects.toMatchObject({
      name,
      message: expect.stringContaining("Told why"),
    });
    expect(service.asked).toHaveLength(tries);
  },
  30_000,
);

test("without an answer it waits no longer than its patience", async () => {
  service.prepare({ silent: true });
  await expect(recogniser({ attempt: 60, total: 60_000 }).recognise(PHOTOGRAPH)).rejects.toMatchObject({
    name: "RecogniserTimedOut",
  });
  expect(service.asked.length).toBeGreaterThan(1);
  service.prepare({ silent: true });
  await expect(recogniser({ attempt: 60_000, total: 80 }).recognise(PHOTOGRAPH)).rejects.toMatchObject({
    name: "RecogniserTimedOut",
    message: "Rekognition gave no answer within 0.08 s.",
  });
  expect(service.asked).toHaveLength(1);
}, 30_000);

test("whoever no longer wants the answer need not wait for it", async () => {
  service.prepare({ silent: true });
  const stopping = new AbortController();
  const waiting = recogniser().recognise(PHOTOGRAPH, undefined, stopping.signal);
  setTimeout(() => stopping.abort(new Error("enough")), 50);
  await expect(waiting).rejects.toThrow("enough");
});

test("no error holds the credentials", async () => {
  for (const prepared of [failure("InvalidSignatureException"), { status: 500, body: "no JSON" }]) {
    service.prepare(prepared);
    const error: unknown = await recogniser({ attempt: 1_000, total: 2_000 })
      .recognise(PHOTOGRAPH)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toMatch(/wJalrXUtn|Signature=/);
  }
}, 30_000);

test("without a region it says so", async () => {
  const nowhere = rekognitionRecogniser({ with: "rekognition" }, DECK);
  made.push(nowhere);
  await expect(nowhere.recognise(PHOTOGRAPH)).rejects.toMatchObject({ name: "RecogniserMisconfigured" });
});
