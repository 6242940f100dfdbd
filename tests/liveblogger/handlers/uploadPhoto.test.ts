import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { handler } from "../../../liveblogger/handlers/uploadPhoto.ts";
import { MOST_BYTES, type UploadEvent } from "../../../liveblogger/rules/upload.ts";
import { MissingConfiguration } from "../../../src/errors.ts";
import { catchOutput, context, withEnvironment } from "../../src/support/lambda.ts";
import { fakeCloud } from "../support/fake-cloud.ts";
import { ENVIRONMENT, START, smallPhotograph, TALK, TOKEN, talkWith } from "../support/talk.ts";

const cloud = fakeCloud();
const output = catchOutput();
withEnvironment(ENVIRONMENT);
const jpeg = await smallPhotograph();
const png = await sharp(jpeg).png().toBuffer();
const gif = await sharp(jpeg).gif().toBuffer();
const tooSmall = await smallPhotograph(100, 63);

beforeEach(() => cloud.put("talks", talkWith()));

interface Request {
  readonly talk?: string;
  readonly headers?: Record<string, string | undefined>;
  readonly bytes?: Buffer | undefined;
}
const eventOf = ({ talk = TALK, headers = {}, bytes = jpeg }: Request): UploadEvent => ({
  pathParameters: { talk },
  headers: { authorization: `Bearer ${TOKEN}`, "content-type": "image/jpeg", ...headers },
  requestContext: { timeEpoch: START },
  body: bytes.toString("base64"),
  isBase64Encoded: true,
});
const upload = (request: Request = {}) => handler(eventOf(request), context);
const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);
const kept = () => [...cloud.objects.keys()];

describe("a photograph", () => {
  it("is kept byte for byte under its time and hash, with its camera's name", async () => {
    const key = `${TALK}/${START}-${hashOf(jpeg)}.jpg`;
    await expect(upload({ headers: { "camera-id": "pi-1" } })).resolves.toEqual({
      statusCode: 202,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ photo: key }),
    });
    expect(cloud.objects.get(`photos/${key}`)).toEqual({
      bytes: jpeg,
      contentType: "image/jpeg",
      cacheControl: undefined,
      metadata: { camera: "pi-1" },
    });
    expect(output.log()).toMatchObject([
      { message: "Took a photograph", photo: key, execution: `${TALK}-${START}-${hashOf(jpeg)}` },
    ]);
  });

  it("may be a PNG", async () => {
    await upload({ headers: { "content-type": "IMAGE/PNG; x=y" }, bytes: png });
    expect(kept()).toEqual([`photos/${TALK}/${START}-${hashOf(png)}.png`]);
  });

  it.each([
    ["2.5", 2500],
    ["0", 0],
    ["86400", 86_400_000],
    ["0.0004", 0],
  ])("that is %s s old was taken before it came", async (age, milliseconds) => {
    await upload({ headers: { "photo-age": age } });
    expect(kept()).toEqual([`photos/${TALK}/${START - milliseconds}-${hashOf(jpeg)}.jpg`]);
  });

  it("that comes again is the same photograph", async () => {
    const [first, second] = [await upload(), await upload({ headers: { "camera-id": "another" } })];
    expect(second).toEqual(first);
    expect(cloud.objects.get(kept()[0] ?? "")?.metadata).toEqual({ camera: "camera" });
  });

  it("that is sent again, for the first answer was lost, is kept once, though it seems to be of another moment", async () => {
    const key = `${TALK}/${START}-${hashOf(jpeg)}.jpg`;
    for (const second of [-3, -2, -1]) cloud.store(`photos/${TALK}/${START + second * 1000}-0123456789ab.jpg`, "another");
    await upload();
    const again = { ...eventOf({ headers: { "photo-again": "true" } }), requestContext: { timeEpoch: START + 900 } };
    await expect(handler(again, context)).resolves.toMatchObject({ statusCode: 202, body: JSON.stringify({ photo: key }) });
    const earlier = { ...again, requestContext: { timeEpoch: START - 900 } };
    await expect(handler(earlier, context)).resolves.toMatchObject({ body: JSON.stringify({ photo: key }) });
    expect(kept()).toHaveLength(4);
  });

  it.each<[string, Request]>([
    ["that was never kept before", { headers: { "photo-again": "true" }, bytes: png }],
    ["that a camera sees again, minutes later,", { headers: { "photo-again": "true", "photo-age": "600" } }],
  ])("%s is kept, though it is said to be sent again", async (_, request) => {
    await upload();
    await upload(request.bytes ? { ...request, headers: { ...request.headers, "content-type": "image/png" } } : request);
    expect(kept()).toHaveLength(2);
  });

  it("that is sent for the first time costs no look at the bucket", async () => {
    await upload();
    expect(cloud.calls).toEqual(["GetItem talks", "PutObject photos"]);
  });

  it("is counted, so that a camera that went silent is missed", async () => {
    await upload();
    expect(output.metrics("photos_taken")).toMatchObject([{ photos_taken: 1, stage: expect.any(String) }]);
    expect(output.metrics("photos_refused")).toEqual([]);
  });

  it("whose bearer is written in another way is taken", async () => {
    await expect(upload({ headers: { authorization: `bearer   ${TOKEN} ` } })).resolves.toMatchObject({ statusCode: 202 });
  });
});

describe("an ended talk", () => {
  const MINUTE = 60_000;
  const endedAt = (milliseconds: number) =>
    cloud.put("talks", talkWith({ status: "ended", endedAt: new Date(milliseconds).toISOString() }));

  it.each([
    ["0", START, 202],
    ["0.001", START - 1, 202],
    ["0", START - 1, 410],
    ["59.9", START - MINUTE, 410],
    ["60", START - MINUTE, 202],
    ["86400", START - 86_400_000, 202],
  ])("takes what is %s s old, if it was photographed by its end, and stays as it is", async (age, end, status) => {
    endedAt(end);
    const before = cloud.items("talks");
    await expect(upload({ headers: { "photo-age": age } })).resolves.toMatchObject({ statusCode: status });
    expect(kept()).toHaveLength(status === 202 ? 1 : 0);
    expect(cloud.items("talks")).toEqual(before);
  });

  it("takes nothing without its token, nor what is more than a day old", async () => {
    endedAt(START);
    await expect(upload({ headers: { authorization: "Bearer wrong", "photo-age": "60" } })).resolves.toMatchObject({
      statusCode: 401,
    });
    await expect(upload({ headers: { "photo-age": "86401" } })).resolves.toMatchObject({ statusCode: 400 });
    expect(kept()).toEqual([]);
  });

  it("of which it is not known when it ended takes none", async () => {
    cloud.put("talks", talkWith({ status: "ended" }));
    await expect(upload({ headers: { "photo-age": "3600" } })).resolves.toMatchObject({ statusCode: 410 });
  });
});

/** A PNG that promises so many pixels. */
function pngOf(width: number, height: number, chunks: readonly [string, Buffer][] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    ...([["IHDR", head], ...chunks, ["IDAT", rows], ["IEND", Buffer.alloc(0)]] as const).map(([name, data]) => chunk(name, data)),
  ]);
}
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

const animation = Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from([0, 0, 0, 0])]);
const progressive = await sharp(jpeg).jpeg({ progressive: true }).toBuffer();
const large = await sharp({ create: { width: 2000, height: 1200, channels: 3, background: "red" } })
  .jpeg()
  .toBuffer();

/** 64 hexadecimal digits, as another talk's token. */
const anothers = "a".repeat(64);

describe("what is refused", () => {
  it.each<[string, number, Request]>([
    ["without a token", 401, { headers: { authorization: undefined } }],
    ["with another scheme", 401, { headers: { authorization: `Basic ${TOKEN}` } }],
    ["with an empty token", 401, { headers: { authorization: "Bearer " } }],
    ["with two tokens", 401, { headers: { authorization: `Bearer ${TOKEN},Bearer ${TOKEN}` } }],
    ["with a wrong token", 401, { headers: { authorization: `Bearer ${TOKEN}x` } }],
    ["with the beginning of the token", 401, { headers: { authorization: `Bearer ${TOKEN.slice(0, -1)}` } }],
    ["with the token's hash", 401, { headers: { authorization: `Bearer ${talkWith().tokenHash}` } }],
    ["with another talk's token", 401, { headers: { authorization: `Bearer ${anothers}` } }],
    ["to a talk that there is not", 404, { talk: "no-such-talk" }],
    ["to a talk that has ended", 410, { talk: "ended" }],
    ["to a talk whose name climbs", 400, { talk: "../what-a-talk" }],
    ["to a talk whose name has a slash", 400, { talk: "what-a-talk/../../posts" }],
    ["to a talk whose name is encoded", 400, { talk: "what%2Da%2Dtalk" }],
    ["to a talk in capitals", 400, { talk: "What-A-Talk" }],
    ["to a talk without a name", 400, { talk: "" }],
    ["to a talk of Object's", 400, { talk: "__proto__" }],
    ["to a talk whose name is too long", 400, { talk: "a".repeat(41) }],
    ["as another type", 415, { headers: { "content-type": "image/gif" } }],
    ["as no type", 415, { headers: { "content-type": undefined } }],
    ["as a form", 415, { headers: { "content-type": "multipart/form-data; boundary=x" } }],
    ["as a JPEG that is a PNG", 415, { bytes: png }],
    ["as a PNG that is a JPEG", 415, { headers: { "content-type": "image/png" } }],
    ["as a JPEG that is a GIF", 415, { bytes: gif }],
    ["by a camera whose name is none", 400, { headers: { "camera-id": "a b" } }],
    ["by a camera whose name is empty", 400, { headers: { "camera-id": "" } }],
    ["by a camera whose name is too long", 400, { headers: { "camera-id": "c".repeat(65) } }],
    ["from the future", 400, { headers: { "photo-age": "-1" } }],
    ["more than a day old", 400, { headers: { "photo-age": "86400.1" } }],
    ["of an age that is no number", 400, { headers: { "photo-age": "1e3" } }],
    ["of an age in words", 400, { headers: { "photo-age": "NaN" } }],
    ["of two ages", 400, { headers: { "photo-age": "1,2" } }],
    ["with too many bytes", 413, { bytes: Buffer.alloc(MOST_BYTES + 1, 0xff) }],
    ["with 50 MB", 413, { bytes: Buffer.alloc(50_000_000) }],
    ["empty", 422, { bytes: Buffer.alloc(0) }],
    ["as text", 422, { bytes: Buffer.from("not a picture") }],
    ["as a head alone", 422, { bytes: large.subarray(0, 20) }],
    ["cut off", 422, { bytes: large.subarray(0, large.length / 2) }],
    ["cut off near its end", 422, { bytes: large.subarray(0, large.length - 200) }],
    ["cut off, and progressive", 422, { bytes: progressive.subarray(0, progressive.length - 100) }],
    ["as a PNG cut off", 422, { headers: { "content-type": "image/png" }, bytes: png.subarray(0, png.length - 60) }],
    ["with too few pixels", 422, { bytes: tooSmall }],
    ["as a bomb of pixels", 422, { headers: { "content-type": "image/png" }, bytes: pngOf(8000, 6251) }],
    ["animated", 422, { headers: { "content-type": "image/png" }, bytes: pngOf(100, 100, [["acTL", animation]]) }],
  ])("%s is answered by a problem, and nothing of it is kept", async (_what, status, request) => {
    cloud.put("talks", talkWith({ talk: "ended", status: "ended" }));
    cloud.put("talks", talkWith({ talk: "another", tokenHash: createHash("sha256").update(anothers).digest("hex") }));
    const { statusCode, headers, body } = await upload(request);
    expect(statusCode).toBe(status);
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(body)).toEqual({
      type: "about:blank",
      title: expect.stringMatching(/^[A-Z][A-Za-z ]+$/),
      status,
      detail: expect.stringMatching(/\.$/),
    });
    expect(headers["www-authenticate"]).toEqual(status === 401 ? expect.stringContaining('Bearer realm="lectern"') : undefined);
    expect(kept()).toEqual([]);
    expect(output.log()).toMatchObject([{ status, message: expect.stringContaining("Refused") }]);
    const reason = ({ 401: "token", 404: "talk", 410: "ended" } as Record<number, string>)[status] ?? "photograph";
    expect(output.metrics("photos_refused")).toMatchObject([{ photos_refused: 1, stage: expect.any(String), reason }]);
    expect(output.metrics("photos_taken")).toEqual([]);
    expect(JSON.stringify(output.log())).not.toContain(TOKEN);
  });

  it("is not looked at before it is known who sends it", async () => {
    const bytes = Buffer.from("not a picture");
    const refused = { authorization: "Bearer wrong", "content-type": "text/plain", "photo-age": "x" };
    await expect(upload({ bytes, headers: refused })).resolves.toMatchObject({ statusCode: 401 });
    await expect(upload({ bytes, headers: refused, talk: "none" })).resolves.toMatchObject({ statusCode: 404 });
    await expect(upload({ bytes, headers: { ...refused, authorization: undefined } })).resolves.toMatchObject({
      statusCode: 401,
    });
    expect(cloud.calls).toEqual(["GetItem talks", "GetItem talks"]);
  });

  it("does not come from the API as text that it is not", async () => {
    const event = { ...eventOf({}), body: jpeg.toString("latin1"), isBase64Encoded: false };
    await expect(handler(event, context)).resolves.toMatchObject({ statusCode: 422 });
    const { body: _, ...without } = eventOf({});
    await expect(handler(without, context)).resolves.toMatchObject({ statusCode: 422 });
  });
});

it("takes the largest photograph that it promises to", async () => {
  const filler = [Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(65_533)];
  const comments: Buffer[] = [];
  for (let bytes = jpeg.length; bytes + 65_537 <= MOST_BYTES; bytes += 65_537) comments.push(...filler);
  const padded = Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
  const whole = Buffer.concat([padded, Buffer.alloc(MOST_BYTES - padded.length)]);
  await expect(upload({ bytes: whole })).resolves.toMatchObject({ statusCode: 202 });
});

it("throws what is no fault of the sender's, so that the camera tries again", async () => {
  cloud.fateOf = (call) => (call === "PutObject photos" ? "lost on its way" : "done");
  await expect(upload()).rejects.toThrow("was lost");
  delete process.env.PHOTOS_BUCKET;
  await expect(upload()).rejects.toThrow(MissingConfiguration);
});
