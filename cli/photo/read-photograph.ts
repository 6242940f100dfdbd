import { readFile, stat } from "node:fs/promises";
import sharp from "sharp";
import { MOST_BYTES } from "../../liveblogger/rules/upload.ts";
import { NotFound, UserError } from "../errors.ts";
import type { Sending } from "./send-photograph.ts";

/** A camera sends no larger picture: pixels on its longer side. */
const LONGEST_SIDE = 1920;

/**
 * A photograph's file as the server takes it: a JPEG or PNG as it is, unless it is too large; all else that can be decoded, and what is
 * too large, as a JPEG of 1920 pixels.
 * @throws NotFound, UserError when it can't be read, or is no picture
 */
export async function readPhotograph(path: string): Promise<Pick<Sending, "bytes" | "type">> {
  const refused = (error: NodeJS.ErrnoException): never => {
    throw error.code === "ENOENT"
      ? new NotFound(`There is no ${path}.`)
      : new UserError(`${path} can't be read: ${error.message}`);
  };
  const about = await stat(path).catch(refused); // first: to open a pipe that nobody writes to waits for ever
  if (!about.isFile() && !about.isDirectory()) throw new UserError(`${path} can't be read: it is no file.`);
  const bytes = await readFile(path).catch(refused);
  const type = typeOf(bytes);
  if (type && bytes.length <= MOST_BYTES) return { bytes, type };
  const size = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true } as const;
  const smaller = await sharp(bytes, { limitInputPixels: false })
    .autoOrient()
    .resize(size)
    .jpeg({ quality: 85 })
    .toBuffer()
    .catch((error: Error) => {
      throw new UserError(`${path} is no picture that can be read (${error.message.split("\n")[0]}): save it as a JPEG.`);
    });
  return { bytes: smaller, type: "image/jpeg" };
}

/** By the file's first bytes; its name may say anything. */
function typeOf(bytes: Buffer): "image/jpeg" | "image/png" | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  return bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1")) ? "image/png" : undefined;
}
