/** Bucket and key in a path-style address, and the limits S3 sets them. */
import { AwsError } from "../../../errors.ts";

const maximumKeyBytes = 1024;

/** Takes `/bucket/key` apart; either is empty when the path has none. @throws InvalidURI, KeyTooLongError */
export function parsePath(path: string): { bucket: string; key: string } {
  const slash = path.indexOf("/", 1);
  const bucket = decode(slash === -1 ? path.slice(1) : path.slice(1, slash));
  const key = slash === -1 ? "" : decode(path.slice(slash + 1));
  checkKeyLength(key);
  return { bucket, key };
}

/** @throws KeyTooLongError */
export function checkKeyLength(key: string): void {
  const size = Buffer.byteLength(key);
  if (size <= maximumKeyBytes) return;
  throw new AwsError("KeyTooLongError", "Your key is too long", 400, {
    Size: String(size),
    MaxSizeAllowed: String(maximumKeyBytes),
  });
}

/** Percent-decodes UTF-8. @throws InvalidURI */
export function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", 400, { URI: encoded });
  }
}
