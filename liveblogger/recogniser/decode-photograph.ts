import sharp, { type Metadata } from "sharp";
import type { DecodedPhotograph } from "./contract.ts";
import { PhotographTooLarge, PhotographTooSmall, PhotographUnreadable } from "./errors.ts";
import { mendJpegHead } from "./mend-jpeg-head.ts";

/** Cameras send photographs of 1920 pixels, of at most 4 MB; a telephone's own are larger. */
const LONGEST = 1920;
const MOST_BYTES = 40 * 2 ** 20;
/** Below a hundred megapixels: what decodes within the memory of a small function. */
const MOST_PIXELS = 80_000_000;
/** Formats that libvips decodes line by line, or shrinks while it reads, hold little in memory; the others hold every pixel. */
const STREAMED = new Set(["jpeg", "png"]);
const MOST_PIXELS_HELD = 25_000_000;
const FORMATS = new Set(["jpeg", "png", "webp", "avif", "heif", "tiff", "gif"]);
const SHORTEST = 64;
const PATIENCE_SECONDS = 10;

/**
 * A picture's pixels: upright (EXIF's rotation applied), in sRGB with 8 bits a channel, on white where it is transparent,
 * the first frame of an animation, at most 1920 pixels long.
 *
 * @throws PhotographUnreadable, PhotographTooLarge, PhotographTooSmall
 */
export async function decodePhotograph(bytes: Uint8Array): Promise<DecodedPhotograph> {
  if (bytes.length > MOST_BYTES)
    throw new PhotographTooLarge(`The photograph has ${bytes.length} bytes; at most ${MOST_BYTES} are read.`);
  const { format, width, height } = await readHead(bytes);
  const pixels = width * height;
  const most = STREAMED.has(format) ? MOST_PIXELS : MOST_PIXELS_HELD;
  if (pixels > most)
    throw new PhotographTooLarge(`The photograph has ${width} × ${height} pixels; a ${format} may have ${most / 1e6} million.`);
  if (Math.min(width, height) < SHORTEST)
    throw new PhotographTooSmall(`The photograph has ${width} × ${height} pixels; it needs ${SHORTEST} each way.`);
  try {
    return await decode(format === "jpeg" ? mendJpegHead(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) : bytes);
  } catch (error) {
    throw unreadable(error);
  }
}

async function decode(bytes: Uint8Array): Promise<DecodedPhotograph> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "warning", sequentialRead: true })
    .autoOrient()
    .resize({ width: LONGEST, height: LONGEST, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .timeout({ seconds: PATIENCE_SECONDS })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: threeChannels(data, info.channels) };
}

async function readHead(bytes: Uint8Array): Promise<Metadata> {
  let head: Metadata;
  try {
    head = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw unreadable(error);
  }
  if (!FORMATS.has(head.format)) throw new PhotographUnreadable(`A ${head.format} is no photograph: send a JPEG.`);
  return head;
}

function threeChannels(data: Buffer, channels: number): Uint8Array {
  if (channels === 3) return new Uint8Array(data.buffer, data.byteOffset, data.length);
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3)
    for (let k = 0; k < 3; k++) rgb[to + k] = data[channels < 3 ? from : from + k] as number;
  return rgb;
}

const unreadable = (cause: unknown): PhotographUnreadable =>
  new PhotographUnreadable(`The photograph can't be decoded: ${cause instanceof Error ? cause.message : cause}`, { cause });
