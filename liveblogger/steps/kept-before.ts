import { listKeys } from "../aws/s3.ts";
import type { PhotoName } from "../data/keys.ts";
import { isSamePhotograph, keysAround } from "../rules/upload.ts";

/** The key that the photograph was kept under when it was sent before; undefined when it was not. */
export async function keptBefore(bucket: string, photo: PhotoName): Promise<string | undefined> {
  const { after, before } = keysAround(photo);
  for await (const key of listKeys(bucket, `${photo.talk}/`, after)) {
    if (key > before) break;
    if (isSamePhotograph(key, photo)) return key;
  }
  return undefined;
}
