import { DetectTextCommand, RekognitionClient } from "@aws-sdk/client-rekognition";
import { mockClient } from "aws-sdk-client-mock";
import sharp from "sharp";
import type { CameraItem } from "../../../liveblogger/data/camera-item.ts";
import { photoOf } from "../../../liveblogger/data/keys.ts";
import type { TalkItem } from "../../../liveblogger/data/talk-item.ts";
import { buildIndex, type PageImage, writeIndex } from "../../../liveblogger/deck/index.ts";
import { DeckMissing, PhotoGone, TalkUnknown } from "../../../liveblogger/errors.ts";
import { handler } from "../../../liveblogger/handlers/whichSlide.ts";
import { IndexDamaged, PhotographUnreadable, type RgbImage } from "../../../liveblogger/recogniser/index.ts";
import type { LiveBloggerState } from "../../../liveblogger/rules/live-blogger-state.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { TEXTS } from "../alternatives/support/deck.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { page, photograph } from "../support/pages.ts";
import { ENVIRONMENT, photographed, TALK, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment(ENVIRONMENT);

const PAGES = [page(1), page(2), page(3)];
/** The last two are one. */
const INDEX = writeIndex(buildIndex([...PAGES, PAGES[2] as PageImage]));
const jpegOf = ({ width, height, data }: RgbImage) =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .resize(800)
    .jpeg()
    .toBuffer();
const jpegs = await Promise.all(PAGES.map((shown) => jpegOf(photograph(shown))));
const blank = await jpegOf(photograph(undefined));

/** Rekognition reads on every photograph what is on slide 2: the quick recogniser, where it does not matter which. */
const reader = mockClient(RekognitionClient);
const lines = (TEXTS[1] ?? "").split("\n").map((DetectedText) => ({ Type: "LINE", DetectedText, Confidence: 99 }) as const);
const QUICK: Partial<TalkItem> = { recogniser: { with: "rekognition", region: "us-east-1" } };
beforeEach(() => {
  reader.reset();
  reader.on(DetectTextCommand).resolves({ TextDetections: lines });
});

const putSlides = (deck: string) => {
  for (const [at, text] of TEXTS.entries()) cloud.put("slides", { talk: TALK, slide: at + 1, deck, title: "", text, notes: "" });
};

let decks = 0;
/** A talk with a deck of its own: the function keeps those that it has seen. */
const publish = (changes: Partial<TalkItem> = {}) => {
  const key = `${TALK}/${++decks}.index`;
  cloud.store(`decks/${key}`, INDEX);
  cloud.put("talks", talkWith({ deck: { key, slides: 4 }, ...changes }));
  putSlides(key);
  return key;
};

/** The state that startLiveBlogger gives for this photograph, which was taken so many seconds after the start. */
function arrived(second: number, bytes: Buffer | undefined, camera = "pi-1"): LiveBloggerState {
  const { image, talk, takenAt, execution } = photographed(second, null);
  if (bytes) cloud.store(`photos/${image}`, bytes, { camera });
  return { image, talk, takenAt, execution };
}
const camera = (name = "pi-1") => cloud.item("cameras", TALK, name) as unknown as CameraItem;

it("says which slide it is, how sure that is, and where; and what the camera saw is remembered", async () => {
  const deck = publish();
  const state = arrived(0, jpegs[1]);
  const seen = await handler(state, context);
  expect(seen).toMatchObject({ ...state, prediction: 2, deck, camera: "pi-1", still: false, message: "Slide 2" });
  expect(seen.assurance).toBeGreaterThan(0.8);
  expect(seen.corners).toHaveLength(4);
  expect(seen.aspect).toBeCloseTo(16 / 9, 1);
  expect(camera()).toMatchObject({ lastSeen: state.takenAt, memory: { slide: 2 } });
  expect(camera().answer).toMatchObject({ slide: 2, outcome: "assured", assurance: seen.assurance });
  for (const { x, y } of camera().answer?.corners ?? [{ x: -1, y: -1 }])
    expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(-0.1);
  expect(output.metrics("photos_recognised")).toMatchObject([{ photos_recognised: 1, outcome: "assured" }]);
  expect(photoOf(state.image)?.talk).toBe(TALK);
});

it("says of pages that can't be told apart the first", async () => {
  publish();
  await expect(handler(arrived(0, jpegs[2]), context)).resolves.toMatchObject({ prediction: 3 });
});

it("says that none is shown, and keeps no place of a slide then", async () => {
  publish();
  const seen = await handler(arrived(0, blank), context);
  if (seen.prediction === null) expect(seen).not.toHaveProperty("corners");
  expect(seen.prediction === null || Number(seen.assurance) < 0.8).toBe(true);
  expect(["none", "unsure"]).toContain(output.metrics("photos_recognised")[0]?.outcome);
});

it("fetches the deck once for all photographs, and another when the talk has another", async () => {
  publish(QUICK);
  for (const second of [0, 1, 2]) await handler(arrived(second, jpegs[0]), context);
  expect(cloud.calls.filter((call) => call === "GetObject decks")).toHaveLength(1);
  publish(QUICK);
  await handler(arrived(3, jpegs[0]), context);
  expect(cloud.calls.filter((call) => call === "GetObject decks")).toHaveLength(2);
});

it("has nothing read on a slide of another deck, which is being published", async () => {
  publish(QUICK);
  putSlides(`${TALK}/another.index`);
  await expect(handler(arrived(0, jpegs[1]), context)).resolves.toMatchObject({ prediction: null });
});

describe("the camera's memory", () => {
  it("is not turned back by a photograph that comes late", async () => {
    publish(QUICK);
    await handler(arrived(60, jpegs[1]), context);
    const before = camera();
    await expect(handler(arrived(30, jpegs[0]), context)).resolves.toMatchObject({ still: false });
    expect(camera()).toEqual(before);
  });

  it("is each camera's own", async () => {
    publish(QUICK);
    await handler(arrived(0, jpegs[1], "pi-1"), context);
    await expect(handler(arrived(5, jpegs[1], "pi-2"), context)).resolves.toMatchObject({ still: false });
    expect(camera("pi-2").lastSeen).not.toBe(camera("pi-1").lastSeen);
  });

  it("says whether the scene stood still, and the same when the task is run again", async () => {
    publish(QUICK);
    await handler(arrived(0, jpegs[1]), context);
    const again = arrived(5, jpegs[1]);
    await expect(handler(again, context)).resolves.toMatchObject({ still: true });
    await expect(handler(again, context)).resolves.toMatchObject({ still: true });
    await expect(handler(arrived(10, await sharp(jpegs[0]).negate().jpeg().toBuffer()), context)).resolves.toMatchObject({
      still: false,
    });
  });

  it("is nobody's who does not say its name", async () => {
    publish(QUICK);
    const state = arrived(0, undefined);
    cloud.store(`photos/${state.image}`, jpegs[0] as Buffer);
    await expect(handler(state, context)).resolves.toMatchObject({ camera: "camera" });
  });
});

describe("what asking again can't help has a name:", () => {
  it("a talk that there is not", async () => {
    await expect(handler(arrived(0, jpegs[0]), context)).rejects.toThrow(TalkUnknown);
  });

  it("a photograph that has expired", async () => {
    publish();
    await expect(handler(arrived(0, undefined), context)).rejects.toThrow(PhotoGone);
  });

  it("a photograph that is none", async () => {
    publish();
    await expect(handler(arrived(0, Buffer.from("none")), context)).rejects.toThrow(PhotographUnreadable);
  });

  it("a deck that is not there, until it is", async () => {
    cloud.objects.delete(`decks/${publish()}`);
    await expect(handler(arrived(0, jpegs[0]), context)).rejects.toThrow(DeckMissing);
    cloud.store(`decks/${TALK}/${decks}.index`, INDEX);
    await expect(handler(arrived(0, jpegs[0]), context)).resolves.toMatchObject({ prediction: 1 });
  });

  it("a deck that is damaged", async () => {
    const damaged = Buffer.from(INDEX);
    damaged[damaged.length - 9] = Number(damaged[damaged.length - 9]) ^ 1;
    cloud.store(`decks/${publish()}`, damaged);
    await expect(handler(arrived(0, jpegs[0]), context)).rejects.toThrow(IndexDamaged);
  });
});

describe("a talk that has another recogniser", () => {
  it("has it look, which is told the slides' texts, and does not say where the slide is", async () => {
    publish(QUICK);
    const seen = await handler(arrived(0, jpegs[0]), context);
    expect(seen).toMatchObject({ prediction: 2, message: "Slide 2" });
    expect(seen).not.toHaveProperty("corners");
    expect(reader.commandCalls(DetectTextCommand)).toHaveLength(1);
    expect(cloud.calls).toContain("Query slides");
  });

  it("may change it without another deck", async () => {
    const key = publish(QUICK);
    await handler(arrived(0, jpegs[0]), context);
    cloud.put("talks", talkWith({ deck: { key, slides: 4 }, recogniser: { with: "ximilar", task: "", token: "t" } }));
    await expect(handler(arrived(1, jpegs[0]), context)).rejects.toMatchObject({ name: "RecogniserMisconfigured" });
  });
});
