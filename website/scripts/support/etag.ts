import { createHash } from "node:crypto";

/**
 * The ETag that S3 gives an object that was uploaded in one part: the MD5 of its bytes, in quotes.
 * A multipart or KMS-encrypted object has another; it then looks changed, which costs a copy and harms nothing.
 */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}
