import { readFile, stat } from "node:fs/promises";
import sharp from "sharp";
import {
  type DecodedPhotograph,
  decodePhotograph,
  PhotographTooLarge,
  PhotographUnreadable,
} from "../../liveblogger/recogniser/index.ts";

/** No camera's file is larger; more is not read into memory. */
const MOST_BYTES = 64 * 2 ** 20;

export interface ReadPhotograph {
  readonly decoded: DecodedPhotograph;
  /** the upright photograph's pixels in the file for one of the decoded photograph's, each way */
  readonly scale: { readonly x: number; readonly y: number };
}

/** @throws PhotographUnreadable, PhotographTooLarge, PhotographTooSmall */
export async function readPhotograph(path: string): Promise<ReadPhotograph> {
  const bytes = await readBytes(path);
  const decoded = await decodePhotograph(bytes);
  const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return { decoded, scale: { x: autoOrient.width / decoded.width, y: autoOrient.height / decoded.height } };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const about = await stat(path); // first: to open a pipe that nobody writes to waits for ever
    if (!about.isFile()) throw new PhotographUnreadable("It is no file.");
    if (about.size > MOST_BYTES)
      throw new PhotographTooLarge(`The file has ${about.size} bytes; at most ${MOST_BYTES} are read.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error)
      throw new PhotographUnreadable(`The file can't be read: ${error.message}`, { cause: error });
    throw error;
  }
}
