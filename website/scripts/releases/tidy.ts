import { atMost } from "../support/at-most.ts";
import { type Bucket, remove } from "../support/bucket.ts";
import { contentKey, contentPrefix, manifestKey, manifestPrefix, releaseNumber } from "./layout.ts";
import { readRelease } from "./manifests.ts";

/** What a release's manifest is called in a listing, newest first. */
export function releaseIdsIn(keys: Iterable<string>): string[] {
  return [...keys]
    .filter((key) => key.startsWith(manifestPrefix) && key.endsWith(".json"))
    .map((key) => key.slice(manifestPrefix.length, -".json".length))
    .filter((id) => releaseNumber(id) !== undefined)
    .sort((one, other) => (releaseNumber(other) ?? 0) - (releaseNumber(one) ?? 0));
}

/**
 * Forgets all but the newest `keep` releases, and then each content that no kept release has. `keys` are the bucket's.
 * Gives how many releases and contents went.
 */
export async function forgetOldReleases(
  bucket: Bucket,
  keys: ReadonlySet<string>,
  keep: number,
): Promise<{ releases: number; contents: number }> {
  const ids = releaseIdsIn(keys);
  const kept = ids.slice(0, keep);
  const needed = new Set<string>();
  await atMost(8, kept, async (id) => {
    const release = await readRelease(bucket, id);
    for (const { sha256 } of Object.values(release?.files ?? {})) needed.add(contentKey(sha256));
  });
  const manifests = ids.slice(keep).map(manifestKey);
  const contents = [...keys].filter((key) => key.startsWith(contentPrefix) && !needed.has(key));
  // Manifests first: a release that is listed can be had.
  await remove(bucket, manifests);
  await remove(bucket, contents);
  return { releases: manifests.length, contents: contents.length };
}
