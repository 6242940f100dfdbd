import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.ts";

/** What a bucket holds below `prefix`: each key's ETag, in the bucket's order. Reads every page of the listing. */
export async function listBucket({ s3, name, signal }: Bucket, prefix = ""): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  let next: string | undefined;
  do {
    const input = { Bucket: name, Prefix: prefix, ...(next ? { ContinuationToken: next } : {}) };
    const page = await s3.send(new ListObjectsV2Command(input), signal ? { abortSignal: signal } : {});
    for (const { Key, ETag } of page.Contents ?? []) if (Key !== undefined) objects.set(Key, ETag ?? "");
    next = page.NextContinuationToken;
  } while (next);
  return objects;
}
