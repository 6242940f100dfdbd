import sharp, { type Sharp } from "sharp";
import type { PageImage } from "../../../liveblogger/deck/index.ts";
import { type Quad, straighten } from "../../../liveblogger/recogniser/index.ts";
import { CORNERS, page, photograph } from "../support/pages.ts";

describe("the straightened slide", () => {
  it("is the slide: in its shape, white where it is white, without the room's colour, without metadata", async () => {
    const jpeg = await straighten(photograph(page(1)), CORNERS, { width: 960, height: 540 });
    const { format, width, height, exif } = await sharp(jpeg).metadata();
    expect({ format, width, height, exif }).toEqual({ format: "jpeg", width: 960, height: 540, exif: undefined });
    const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
    const blank = (20 * 960 + 20) * 3;
    for (const channel of [0, 1, 2]) expect(data[blank + channel]).toBeGreaterThan(225);
    expect(await likeness(jpeg, page(1))).toBeGreaterThan(0.8);
    expect(await likeness(jpeg, page(2))).toBeLessThan(0.6);
  });

  it("can't be made of corners on a line, nor in no size", async () => {
    const line = [0, 1, 2, 3].map((i) => ({ x: 100 * i, y: 50 * i })) as unknown as Quad;
    const size = { width: 960, height: 540 };
    await expect(straighten(photograph(page(1)), line, size)).rejects.toMatchObject({ name: "CornersUnusable" });
    await expect(straighten(photograph(page(1)), CORNERS, { ...size, width: 0 })).rejects.toMatchObject({
      name: "CornersUnusable",
    });
    await expect(straighten(photograph(page(1)), CORNERS, { ...size, height: 1e6 })).rejects.toMatchObject({
      name: "CornersUnusable",
    });
  });
});

async function likeness(jpeg: Buffer, { data, width, height }: PageImage): Promise<number> {
  const small = (image: Sharp) => image.resize(320, 180).greyscale().raw().toBuffer();
  const a = await small(sharp(jpeg));
  const b = await small(sharp(data, { raw: { width, height, channels: 1 } }));
  const mean = (of: Buffer) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const other = b[i] as number;
    ab += (value - ma) * (other - mb);
    aa += (value - ma) ** 2;
    bb += (other - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
