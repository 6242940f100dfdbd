import sharp from "sharp";
import { decodePhotograph } from "../../../liveblogger/recogniser/index.ts";

const picture = (width: number, height: number, background = { r: 200, g: 100, b: 50 }) =>
  sharp({ create: { width, height, channels: 3, background } });

describe("a photograph", () => {
  it("is made upright, as EXIF says", async () => {
    const jpeg = await picture(300, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await decodePhotograph(jpeg)).toMatchObject({ width: 200, height: 300 });
  });

  it("is at most 1920 pixels long", async () => {
    const { width, height, data } = await decodePhotograph(await picture(4000, 3000).jpeg().toBuffer());
    expect([width, height, data.length]).toEqual([1920, 1440, 1920 * 1440 * 3]);
  });

  it.each([
    ["CMYK", () => picture(100, 80).toColourspace("cmyk").jpeg().toBuffer()],
    ["of 16 bits", () => picture(100, 80).toColourspace("rgb16").png().toBuffer()],
    ["grey", () => picture(100, 80).toColourspace("b-w").png().toBuffer()],
    ["transparent", () => picture(100, 80).ensureAlpha(0.5).png().toBuffer()],
    ["animated", () => animated(100, 80)],
  ])("that is %s has eight bits of red, green and blue", async (_, make) => {
    const { width, height, data } = await decodePhotograph(await make());
    expect([width, height, data.length]).toEqual([100, 80, 100 * 80 * 3]);
  });

  it.each([
    ["a text", () => Buffer.from("no picture at all, whatever its name says")],
    ["nothing", () => Buffer.alloc(0)],
    ["a drawing that names other files", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')],
    ["cut off", async () => (await noise(400, 400)).subarray(0, 20_000)],
    ["damaged in the middle", async () => spoilt(await noise(400, 400), 20_000)],
    ["damaged, and has a few bytes too many as well", async () => withBytesTooMany(spoilt(await noise(400, 400), 20_000))],
    ["broken", async () => Buffer.from((await noise(400, 400)).map((byte, i) => (i % 97 === 5 ? byte ^ 255 : byte)))],
  ])("that is %s is PhotographUnreadable", async (_, make) => {
    await expect(decodePhotograph(await make())).rejects.toMatchObject({ name: "PhotographUnreadable" });
  });

  it("with a few bytes too many, as some telephones write them, is read", async () => {
    const photograph = await noise(400, 400);
    const longer = withBytesTooMany(photograph);
    await expect(sharp(longer, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow(/extraneous bytes/);
    expect(await decodePhotograph(longer)).toEqual(await decodePhotograph(photograph));
  });

  it("whose scan's parameters are those of no sequential picture, as some telephones write them, is read", async () => {
    const photograph = await noise(400, 400);
    const otherwise = Buffer.from(photograph);
    const scan = photograph.indexOf(Buffer.of(0xff, 0xda));
    otherwise.writeUInt8(0, scan + 2 + photograph.readUInt16BE(scan + 2) - 2);
    await expect(sharp(otherwise, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow(/Invalid SOS parameters/);
    expect(await decodePhotograph(otherwise)).toEqual(await decodePhotograph(photograph));
  });

  it("of 100 megapixels is refused before it is decoded", async () => {
    const huge = await picture(12_000, 9_000).png({ compressionLevel: 9 }).toBuffer();
    const start = performance.now();
    await expect(decodePhotograph(huge)).rejects.toMatchObject({ name: "PhotographTooLarge" });
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("of a few pixels is too small", async () => {
    await expect(decodePhotograph(await picture(20, 900).png().toBuffer())).rejects.toMatchObject({ name: "PhotographTooSmall" });
  });
});

/** A bit of every hundredth byte turned, from there on. */
const spoilt = (photograph: Buffer, from: number): Buffer =>
  Buffer.from(photograph.map((byte, i) => (i > from && i % 100 === 0 ? byte ^ 16 : byte)));

const withBytesTooMany = (photograph: Buffer): Buffer => {
  const tables = photograph.indexOf(Buffer.of(0xff, 0xdb));
  return Buffer.concat([photograph.subarray(0, tables), Buffer.alloc(12), photograph.subarray(tables)]);
};

/** The same noise in every run: what is damaged at random is, one time in ten, a JPEG that no decoder warns of. */
const noise = (width: number, height: number): Promise<Buffer> => {
  let state = 1;
  const pixels = Buffer.alloc(width * height * 3).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
};

const animated = (width: number, height: number): Promise<Buffer> =>
  sharp(Buffer.alloc(width * height * 3 * 2, 90), { raw: { width, height: height * 2, channels: 3, pageHeight: height } })
    .gif()
    .toBuffer();
