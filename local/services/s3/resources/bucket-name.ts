/** Names that S3 takes for a bucket. */
import { createHash } from "node:crypto";

const maximumLength = 63;

/** The rules of general purpose buckets. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes("..") && !/^\d+\.\d+\.\d+\.\d+$/.test(name);
}

/** A valid bucket name that stays the same for the same `generatedName`. */
export function bucketNameFrom(generatedName: string): string {
  const name = generatedName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (name.length >= 3 && name.length <= maximumLength) return name;
  const hash = createHash("sha256").update(generatedName).digest("hex").slice(0, 12);
  return `${name.slice(0, maximumLength - hash.length - 1)}-${hash}`.replace(/^-/, "");
}
