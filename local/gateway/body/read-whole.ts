/** Bodies that are small enough to hold. */
import { AwsError } from "../../errors.ts";

/** What AWS's JSON and Query services take at most is less; this only bounds the memory that one request can take. */
export const largestWholeBody = 10 * 1024 * 1024;

/** @throws AwsError RequestEntityTooLarge */
export async function readWhole(body: AsyncIterable<Uint8Array>, limit = largestWholeBody): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > limit) throw new AwsError("RequestEntityTooLarge", `The request is larger than ${limit} bytes`, 413);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
