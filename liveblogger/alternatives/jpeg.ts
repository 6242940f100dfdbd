import sharp from "sharp";
import type { DecodedPhotograph } from "../recogniser/index.ts";

interface Limits {
  /** the picture is made smaller until its shorter side has that many pixels */
  readonly shorterSide?: number;
  /** the quality is lowered until the file is no larger */
  readonly bytes: number;
}

const QUALITIES = [90, 75, 50, 25] as const;

/** The photograph as a JPEG that a service takes. The last quality's file is given even if it is too large. */
export async function encodeJpeg({ data, width, height }: DecodedPhotograph, limits: Limits): Promise<Buffer> {
  const scale = Math.min(1, (limits.shorterSide ?? Number.POSITIVE_INFINITY) / Math.min(width, height));
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).resize(
    Math.round(width * scale),
    Math.round(height * scale),
  );
  let file: Buffer | undefined;
  for (const quality of QUALITIES) {
    file = await picture.clone().jpeg({ quality }).toBuffer();
    if (file.length <= limits.bytes) break;
  }
  return file as Buffer;
}
