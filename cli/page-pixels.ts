import sharp from "sharp";
import type { BytesImage } from "../liveblogger/augment/index.ts";

/** A page's picture, as its file's bytes, as pixels. */
export async function pixelsOf(picture: Uint8Array): Promise<BytesImage> {
  const { data, info } = await sharp(picture).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) };
}
