import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";

/** What a bucket holds: each key's ETag, in the bucket's order. Reads every page of the listing. */
export async function listBucket(s3: S3Client, bucket: string): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  let next: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...(next ? { ContinuationToken: next } : {}) }));
    for (const { Key, ETag } of page.Contents ?? []) if (Key !== undefined) objects.set(Key, ETag ?? "");
    next = page.NextContinuationToken;
  } while (next);
  return objects;
}
