/** A talk: photographs go in by HTTP, its feed comes out of the distribution, its raw pages into the site. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { CloudEvent } from "local-cloud";
import sharp from "sharp";
import { parse } from "yaml";
import { KillableCloud } from "../kill/support/killable-cloud.ts";
import { leftovers, textsSent } from "../kill/support/outcome.ts";
import { createWriter } from "../kill/support/writer.ts";
import { freePort } from "./support/free-port.ts";
import { LIVE_WEBSITE } from "./support/live-website.ts";
import { packagedStack, startStack, type TestStack } from "./support/stack.ts";
import {
  bucketOf,
  clientOf,
  drawDeck,
  entriesWhen,
  executionOf,
  feedItems,
  functionOf,
  publishTalk,
  type TestDeck,
  upload,
  uploaded,
} from "./support/test-talk.ts";

const MINUTES = 60_000;

let deck: TestDeck;
beforeAll(async () => {
  await packagedStack();
  deck = await drawDeck("bullets", 6);
}, 3 * MINUTES);

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** Waits for the end of a photograph's execution, and that it ended well. */
async function ended({ event }: TestStack, photo: string): Promise<void> {
  const execution = executionOf(photo);
  const end = await event("execution-ended", ({ executionArn }) => executionArn.endsWith(`:${execution}`));
  expect(end).toMatchObject({ status: "SUCCEEDED" });
}

const keysIn = async (stack: { readonly endpoint: string }, bucket: string): Promise<string[]> => {
  const s3 = new S3Client({ ...clientOf(stack), forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucketOf(bucket) }));
  s3.destroy();
  return Contents.map(({ Key = "" }) => Key);
};

test(
  "a photograph becomes an entry of the feed, with its pictures, its raw page and a page of the site",
  async () => {
    stack = await startStack(undefined, { website: LIVE_WEBSITE });
    const { siteUrl } = stack;
    await stack.push({});
    const camera = await publishTalk(stack, "small-websites", deck);
    expect(await feedItems(siteUrl, "small-websites")).toEqual([]);

    const photo = await uploaded(camera, await deck.photograph(2, "a photograph"), { "camera-id": "left" });
    expect(photo).toMatch(/^small-websites\/\d{13}-[0-9a-f]{12}\.jpg$/);
    expect(await entriesWhen(siteUrl, "small-websites", 1)).toEqual(["slide-002"]);
    const [item] = await feedItems(siteUrl, "small-websites");
    expect(item).toMatchObject({
      id: "small-websites/slide-002",
      content_html: expect.stringContaining("notes of 2"),
      date_published: new Date(Number(photo.slice("small-websites/".length).split("-")[0])).toISOString(),
      _lectern: { slide: 2, returned: [] },
    });
    expect(item?._lectern.assurance).toBeGreaterThan(0.9);

    // What readers load with it
    for (const [{ src }, width] of [
      [item?._lectern.pictures.large ?? { src: "" }, 1280],
      [item?._lectern.pictures.small ?? { src: "" }, 640],
    ] as const) {
      const picture = await fetch(`${siteUrl}${src}`);
      expect(picture.headers.get("content-type")).toBe("image/jpeg");
      expect(picture.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      const metadata = await sharp(await picture.arrayBuffer()).metadata();
      expect(metadata.format).toBe("jpeg");
      expect(metadata).not.toHaveProperty("exif");
      expect(metadata.width).toBeLessThanOrEqual(width);
    }
    const address = `${siteUrl}/live/small-websites/feed.json`;
    const etag = (await fetch(address)).headers.get("etag") ?? "";
    expect((await fetch(address, { headers: { "if-none-match": etag } })).status).toBe(304);

    // What the next build takes up, and nobody else
    await ended(stack, photo);
    expect(await keysIn(stack, "posts")).toContain("small-websites/slide-002/index.md");
    const s3 = new S3Client({ ...clientOf(stack), forcePathStyle: true });
    const page = await s3.send(new GetObjectCommand({ Bucket: bucketOf("posts"), Key: "small-websites/slide-002/index.md" }));
    const [, head = "", body = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec((await page.Body?.transformToString()) ?? "") ?? [];
    s3.destroy();
    expect(parse(head)).toMatchObject({
      type: "liveblog",
      talk: "small-websites",
      slide: 2,
      date: expect.stringMatching(/\+01:00$/),
    });
    expect(body).toContain("notes of 2");
    expect((await fetch(`${siteUrl}/media/small-websites/slide-002/index.md`)).status).toBe(404);
    expect(await (await fetch(`${siteUrl}/raw-pages.html`)).text()).toBe("small-websites/slide-002/index.md");

    const texts = stack.events.filter((event): event is CloudEvent & { type: "sms" } => event.type === "sms");
    expect(texts.map(({ message }) => message).filter((message) => message.includes("small-websites"))).toEqual([
      expect.stringContaining("small-websites has begun"),
    ]);
  },
  3 * MINUTES,
);

test(
  "late, repeated and reordered photographs, those of nothing and redelivered events leave each slide one entry, at its first showing",
  async () => {
    stack = await startStack(undefined, { website: LIVE_WEBSITE });
    await stack.push({});
    const { siteUrl, endpoint } = stack;
    const camera = await publishTalk(stack, "any-order", deck);
    const first = await deck.photograph(1, "first");
    const nothing = await sharp({ create: { width: 1280, height: 960, channels: 3, background: "#334455" } })
      .jpeg()
      .toBuffer();
    /** The speaker shows 1, 2, 3, and 1 again; ages in seconds. */
    const sent: (readonly [page: Uint8Array, age: number])[] = [
      [await deck.photograph(3, "third"), 60],
      [nothing, 50],
      [await deck.photograph(1, "again"), 30],
      [first, 150],
      [await deck.photograph(2, "second"), 100],
      [first, 149],
      [await deck.photograph(2, "second, later"), 95],
    ];
    const photos: string[] = [];
    for (const [photograph, age] of sent) photos.push(await uploaded(camera, photograph, { "photo-age": String(age) }));
    for (const photo of photos) await ended(stack, photo);

    const items = (await feedItems(siteUrl, "any-order")).toReversed();
    expect(items.map(({ _lectern }) => _lectern.entry)).toEqual(["slide-001", "slide-002", "slide-003"]);
    const timeOf = (index: number) => new Date(Number(photos[index]?.split("/")[1]?.split("-")[0])).toISOString();
    expect(items.map(({ date_published }) => date_published)).toEqual([timeOf(3), timeOf(4), timeOf(0)]);
    expect(items.map(({ _lectern }) => _lectern.returned)).toEqual([[timeOf(2)], [], []]);

    const lambda = new LambdaClient(clientOf({ endpoint }));
    const states = new SFNClient(clientOf({ endpoint }));
    for (const photo of photos) {
      const event = { Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: photo, sequencer: "0" } } }] };
      const invoke = { FunctionName: functionOf("startLiveBlogger"), Payload: JSON.stringify(event) };
      expect((await lambda.send(new InvokeCommand(invoke))).FunctionError).toBeUndefined();
    }
    const { executions = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn: stack.cloud.outputs.LiveBloggerArn }),
    );
    expect(executions.map(({ name }) => name).toSorted()).toEqual(photos.map(executionOf).toSorted());
    expect(await feedItems(siteUrl, "any-order")).toHaveLength(3);
    lambda.destroy();
    states.destroy();
  },
  3 * MINUTES,
);

test(
  "what must not be taken is answered with why, and nothing is kept of it",
  async () => {
    stack = await startStack();
    const camera = await publishTalk(stack, "a-talk", deck);
    const other = await publishTalk(stack, "another-talk", deck);
    const over = await publishTalk(stack, "a-talk-that-is-over", deck, { status: "ended" });
    const good = await deck.photograph(1, "good");
    const bomb = await sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: "white" },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    const gif = await sharp(good).gif().toBuffer();
    const png = { "content-type": "image/png" };

    const refused: (readonly [what: string, status: number, answer: Promise<Response>])[] = [
      ["no token", 401, upload(camera, good, { authorization: "" })],
      ["another scheme", 401, upload(camera, good, { authorization: `Basic ${camera.token}` })],
      ["a wrong token", 401, upload({ ...camera, token: "wrong" }, good)],
      ["another talk's token", 401, upload({ ...camera, token: other.token }, good)],
      ["a talk that nobody published", 404, upload({ ...camera, talk: "no-talk" }, good)],
      ["a talk that is over", 410, upload(over, good)],
      ["an empty body", 422, upload(camera, new Uint8Array())],
      ["half of a photograph", 422, upload(camera, good.subarray(0, good.length / 2))],
      [
        "noise",
        422,
        upload(
          camera,
          Uint8Array.from({ length: 5000 }, (_, at) => (at * 77) % 251),
        ),
      ],
      ["a small file of 256 megapixels", 422, upload(camera, bomb, png)],
      ["another type", 415, upload(camera, good, { "content-type": "text/plain" })],
      ["a GIF that says it is a JPEG", 415, upload(camera, gif)],
      ["a JPEG that says it is a PNG", 415, upload(camera, good, png)],
      ["a little more than 4 MB", 413, upload(camera, new Uint8Array(4 * 1024 * 1024 + 1))],
      ["more than an invocation takes", 413, upload(camera, new Uint8Array(7_000_000))],
      ["50 MB", 413, upload(camera, new Uint8Array(50_000_000))],
      ["an age that is none", 400, upload(camera, good, { "photo-age": "-1" })],
      ["a camera's name with a slash", 400, upload(camera, good, { "camera-id": "../left" })],
      ["a way up in the talk's name", 400, upload({ ...camera, talk: "..%2Fa-talk" }, good)],
      ["a slash in the talk's name", 400, upload({ ...camera, talk: "a-talk%2Fphotos" }, good)],
      ["a way up in the path", 404, upload({ ...camera, talk: "../../a-talk" }, good)],
      ["a talk's name with a zero", 400, upload({ ...camera, talk: "a-talk%00" }, good)],
      ["a talk's name in capitals", 400, upload({ ...camera, talk: "A-Talk" }, good)],
      ["a long name", 400, upload({ ...camera, talk: "a".repeat(41) }, good)],
      ["a name that is not well encoded", 400, upload({ ...camera, talk: "%E0%A4%A" }, good)],
    ];
    const answers: [string, number][] = [];
    for (const [what, , answer] of refused) answers.push([what, (await answer).status]);
    expect(answers).toEqual(refused.map(([what, status]) => [what, status]));

    const problem = await upload({ ...camera, token: "wrong" }, good);
    expect(problem.headers.get("content-type")).toBe("application/problem+json");
    expect(problem.headers.get("www-authenticate")).toMatch(/^Bearer /);
    expect(await problem.json()).toMatchObject({ status: 401, title: expect.any(String), detail: expect.any(String) });

    expect(await keysIn(stack, "photos")).toEqual([]);
    expect(stack.events.filter(({ type }) => type === "execution-started")).toEqual([]);
    await uploaded(camera, good);
  },
  3 * MINUTES,
);

/** How many builds ran at once at the most, and when all had ended, which there were. */
function buildsOf(events: readonly CloudEvent[]): { atOnce: number; all: number } {
  const running = new Set<string>();
  const seen = new Set<string>();
  let atOnce = 0;
  for (const event of events) {
    if (event.type === "build-phase") {
      if (!seen.has(event.buildId)) running.add(event.buildId);
      seen.add(event.buildId);
    }
    if (event.type === "build-ended") running.delete(event.buildId);
    atOnce = Math.max(atOnce, running.size);
  }
  return { atOnce, all: seen.size };
}

test(
  "slides that come faster than builds end share builds, the last one is in the last build, and a broken push stops none of it",
  async () => {
    stack = await startStack(undefined, { website: { ...LIVE_WEBSITE, pause: "6" } });
    const { siteUrl, executions } = stack;
    const published = await stack.push({});
    expect(await executions.endOf(published, 2 * MINUTES)).toMatchObject({ status: "SUCCEEDED" });
    const camera = await publishTalk(stack, "fast-slides", deck);
    const pages = [1, 2, 3, 4, 5, 6];
    const photographs = await Promise.all(pages.map((page) => deck.photograph(page, `fast ${page}`)));

    const photos: string[] = [];
    let broken = "";
    for (const photograph of photographs) {
      photos.push(await uploaded(camera, photograph));
      if (photos.length === 2) broken = await stack.push({ "publish.mjs": "process.exit(7);" });
      await delay(3000);
    }
    for (const photo of photos) await ended(stack, photo);
    expect(await executions.endOf(broken, 2 * MINUTES)).toMatchObject({ status: "FAILED", error: "BuildFailed" });

    const entries = pages.map((page) => `slide-00${page}`);
    expect(await entriesWhen(siteUrl, "fast-slides", 6)).toEqual(entries);
    const listed = await (await fetch(`${siteUrl}/raw-pages.html`)).text();
    expect(listed.split("\n")).toEqual(entries.map((entry) => `fast-slides/${entry}/index.md`));
    const { atOnce, all } = buildsOf(stack.events);
    expect(atOnce).toBe(1);
    // The first push's, the broken one's, and fewer than slides for the talk.
    expect(all).toBeLessThan(2 + pages.length);
  },
  5 * MINUTES,
);

/** Milliseconds from an upload to the end of the cloud: in the upload's wake, in each of the machine's states, in the build. */
const LIVES = [0, 150, 400, 800, 1500, 3000];

test(
  "a cloud that is killed again and again writes each slide once, and finishes every photograph",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "lectern-live-"));
    const { path, folder: assetsFolder } = await packagedStack();
    const stateFolder = join(folder, "state");
    const ports = { gatewayPort: await freePort(), distributionPort: await freePort(), apiPort: await freePort() };
    const cloud = new KillableCloud({ template: path, assetsFolder, stateFolder, stackName: "lectern-test", ...ports });
    try {
      cloud.start();
      let addresses = await cloud.ready;
      const writer = await createWriter(join(folder, "clone"), cloud);
      await writer.push(LIVE_WEBSITE);
      for (const deadline = Date.now() + MINUTES; Date.now() < deadline; await delay(100))
        if ((await fetch(`${addresses.siteUrl}/raw-pages.html`)).status === 200) break;
      const camera = await publishTalk(addresses, "killed", deck);
      const photos: string[] = [];
      for (const [index, life] of LIVES.entries()) {
        photos.push(await uploaded(camera, await deck.photograph(index + 1, `killed ${index}`)));
        await delay(life);
        await (index % 2 === 0 ? cloud.kill() : cloud.cutPower());
        cloud.start();
        addresses = await cloud.ready;
      }
      const states = new SFNClient(clientOf(addresses));
      const stateMachineArn = addresses.stateMachineArn.replace("site-builder", "live-blogger");
      let executions: { readonly name?: string | undefined; readonly status?: string | undefined }[] = [];
      for (const deadline = Date.now() + 2 * MINUTES; Date.now() < deadline; await delay(250)) {
        ({ executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn })));
        if (executions.length >= photos.length && executions.every(({ status }) => status !== "RUNNING")) break;
      }
      states.destroy();
      expect(executions.map(({ name, status }) => `${name} ${status}`).toSorted()).toEqual(
        photos.map((photo) => `${executionOf(photo)} SUCCEEDED`).toSorted(),
      );
      const entries = LIVES.map((_, index) => `slide-00${index + 1}`);
      expect(await entriesWhen(addresses.siteUrl, "killed", LIVES.length)).toEqual(entries);
      const pages = (await keysIn(addresses, "posts")).filter((key) => key.endsWith(".md"));
      expect(pages.toSorted()).toEqual(entries.map((entry) => `killed/${entry}/index.md`));
      const texts = textsSent(stateFolder).map(({ message }) => message);
      expect([...new Set(texts)].filter((text) => text.includes("killed"))).toEqual([
        expect.stringContaining("killed has begun"),
      ]);
      await delay(500);
      expect(leftovers(stateFolder)).toEqual([]);
    } finally {
      await cloud.cutPower();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  5 * MINUTES,
);
