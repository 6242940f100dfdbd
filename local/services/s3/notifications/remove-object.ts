/** Removes an object, and tells of it; of what was not there nothing is told. */
import type { S3Context } from "../context.ts";
import type { Bucket } from "../store/bucket.ts";
import type { Author } from "./event.ts";

export function removeObject({ notifications }: S3Context, bucket: Bucket, key: string, by: Author): void {
  if (bucket.get(key) === undefined) return;
  bucket.delete(key);
  notifications.tell({ name: "ObjectRemoved:Delete", bucket: bucket.name, key, record: undefined, by });
}
