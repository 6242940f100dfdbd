/** Bodies on disk: written once under a name of their own, then never changed. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, openSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type Checksum, type ChecksumAlgorithm, createHasher } from "../rules/checksum.ts";
import type { ByteRange } from "../rules/range.ts";

/** A body that is on disk and not yet anyone's. */
export interface ReceivedBody {
  /** Its name in the folder. */
  readonly file: string;
  readonly size: number;
  readonly md5: Buffer;
  readonly checksum?: Checksum;
}

/** Streams `body` into a new file of `folder`, there for good. When the stream fails, the file is gone. */
export async function receiveBody(
  folder: string,
  body: AsyncIterable<Uint8Array>,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<ReceivedBody> {
  const file = randomUUID();
  const path = join(folder, file);
  const md5 = createHash("md5");
  const hasher = algorithm === undefined ? undefined : createHasher(algorithm);
  let size = 0;
  try {
    const handle = await open(path, "wx");
    try {
      for await (const chunk of body) {
        md5.update(chunk);
        hasher?.update(chunk);
        size += chunk.byteLength;
        await handle.writeFile(chunk);
      }
      // Side by side, so that the disk commits both at once.
      await Promise.all([handle.sync(), syncNames(folder)]);
    } finally {
      await handle.close();
    }
    return {
      file,
      size,
      md5: md5.digest(),
      ...(algorithm !== undefined &&
        hasher !== undefined && {
          checksum: { algorithm, value: (await hasher.digest()).toString("base64"), type: "FULL_OBJECT" },
        }),
    };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** The file's name is in the folder for good, before a record anywhere else names it. */
async function syncNames(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens at once, so that the stream stays readable when the file is removed the moment after. */
export function readBody(path: string, range?: ByteRange): Readable {
  const fd = openSync(path, "r");
  return createReadStream(path, range === undefined ? { fd } : { fd, start: range.first, end: range.last });
}
