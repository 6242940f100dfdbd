import sharp, { type Metadata } from "sharp";
import type { PhotoName } from "../data/keys.ts";
import { isAnimatedPng } from "../rules/animated-png.ts";
import { Refusal } from "../rules/refusal.ts";

const FORMATS = { jpg: "jpeg", png: "png" } as const;
const MOST_PIXELS = 50_000_000;
/** The recogniser sees nothing on smaller ones. */
const SHORTEST = 64;
/** Decoded to this size, a JPEG is read to its end at an eighth of the cost. */
const THUMBNAIL = 64;
const PATIENCE_SECONDS = 10;

/** Decodes the photograph once, cheaply: what is cut off, broken, or larger than can be held is refused. @throws Refusal */
export async function checkPhotograph(bytes: Uint8Array, kind: PhotoName["kind"]): Promise<void> {
  const { format, width, height } = await headOf(bytes);
  if (format !== FORMATS[kind])
    throw new Refusal(415, `The body is no ${FORMATS[kind]} as its Content-Type says, but a ${format}.`);
  if (width * height > MOST_PIXELS)
    throw new Refusal(422, `The photograph has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1e6} million are taken.`);
  if (Math.min(width, height) < SHORTEST)
    throw new Refusal(422, `The photograph has ${width} × ${height} pixels; it needs ${SHORTEST} each way.`);
  if (kind === "png" && isAnimatedPng(bytes)) throw new Refusal(422, "The photograph is animated: send a single picture.");
  try {
    await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "truncated", sequentialRead: true })
      .resize({ width: THUMBNAIL, height: THUMBNAIL, fit: "inside" })
      .timeout({ seconds: PATIENCE_SECONDS })
      .raw()
      .toBuffer();
  } catch (error) {
    throw undecodable(error);
  }
}

async function headOf(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw undecodable(error);
  }
}

/** libvips says what is wrong on its first line. */
function undecodable(cause: unknown): Refusal {
  const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
  return new Refusal(422, `The photograph can't be decoded (${why}): it is broken, cut off, or no JPEG or PNG.`);
}
