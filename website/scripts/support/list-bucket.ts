import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.ts";

/**
 * What a bucket holds below `prefix`: each key's ETag. S3 gives a page of 1,000 keys at a time; when there are more, the
 * stretches between `boundaries` are read side by side. Wherever those lie, the listing is whole.
 */
export async function listBucket(bucket: Bucket, prefix = "", boundaries: readonly string[] = []): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  const first = await listPage(bucket, prefix, "", objects);
  if (first === undefined) return objects;
  const starts = [first, ...boundaries.filter((key) => compare(key, first) > 0).sort(compare)];
  await Promise.all(starts.map((start, index) => listStretch(bucket, prefix, start, starts[index + 1], objects)));
  return objects;
}

/** Lists the keys after `start` up to `end`, and some that follow. */
async function listStretch(bucket: Bucket, prefix: string, start: string, end: string | undefined, objects: Map<string, string>) {
  let last: string | undefined = start;
  while (last !== undefined && (end === undefined || compare(last, end) < 0))
    last = await listPage(bucket, prefix, last, objects);
}

/** Adds one page of keys after `after`; gives its last key when there are more. */
async function listPage(
  { s3, name, signal }: Bucket,
  prefix: string,
  after: string,
  objects: Map<string, string>,
): Promise<string | undefined> {
  const input = { Bucket: name, Prefix: prefix, ...(after && { StartAfter: after }) };
  const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command(input), signal ? { abortSignal: signal } : {});
  for (const { Key, ETag } of Contents) if (Key !== undefined) objects.set(Key, ETag ?? "");
  return IsTruncated ? Contents.at(-1)?.Key : undefined;
}

/** S3's order: that of the keys' bytes in UTF-8. */
const compare = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
