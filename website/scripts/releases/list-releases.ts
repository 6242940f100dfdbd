import { atMost } from "../support/at-most.ts";
import type { Bucket } from "../support/bucket.ts";
import { listBucket } from "../support/list-bucket.ts";
import { readCurrent } from "./claim.ts";
import type { Current } from "./current.ts";
import { manifestPrefix } from "./layout.ts";
import { readRelease } from "./manifests.ts";
import type { Release } from "./release.ts";
import { releaseIdsIn } from "./tidy.ts";

/** A bucket's releases, newest first, and which of them the site is. */
export async function listReleases(bucket: Bucket): Promise<{ releases: Release[]; current: Current | undefined }> {
  const [{ current }, manifests] = await Promise.all([readCurrent(bucket), listBucket(bucket, manifestPrefix)]);
  const ids = releaseIdsIn(manifests.keys());
  const found = new Map<string, Release>();
  await atMost(8, ids, async (id) => {
    const release = await readRelease(bucket, id);
    if (release) found.set(id, release);
  });
  return { releases: ids.map((id) => found.get(id)).filter((release) => release !== undefined), current };
}
