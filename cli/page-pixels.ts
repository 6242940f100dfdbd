import sharp from "sharp";
import type { BytesImage } from "../liveblogger/augment/index.ts";

/** A page's picture as pixels. @param picture a file's path, or its bytes */
export async function pixelsOf(picture: string | Uint8Array): Promise<BytesImage> {
  const { data, info } = await sharp(picture).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) };
}
