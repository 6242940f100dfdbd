import type { Bucket } from "../support/bucket.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { activate } from "./activate.ts";
import { type Patience, readCurrent, whileClaimed } from "./claim.ts";
import { contentKey, contentPrefix, manifestPrefix } from "./layout.ts";
import { readRelease } from "./manifests.ts";
import type { Release } from "./release.ts";
import { releaseIdsIn } from "./tidy.ts";

/**
 * Makes an earlier release the site again, as a new release. It takes the order of the release that it replaces, so
 * every build after that one publishes over it. Undefined when the site is that release already.
 * @throws BuildProblem when there is no such release or a file of it is lost; then nothing has changed
 */
export async function rollBack(bucket: Bucket, id: string, progress: Progress, times?: Patience): Promise<Release | undefined> {
  const [{ current }, earlier] = await Promise.all([readCurrent(bucket), readRelease(bucket, id)]);
  if (!earlier) throw await noSuchRelease(bucket, id);
  if (current?.release === id && current.state === "published") return undefined;
  requireContents(earlier, await keysOf(bucket, contentPrefix));

  const { commit, files } = earlier;
  const target = {
    commit,
    files,
    rollbackOf: earlier.rollbackOf ?? id,
    // Asked again under the claim: somebody may have published, and forgotten this release, in between.
    provide: async (_: Bucket, stored: ReadonlySet<string>) => {
      requireContents(earlier, stored);
      return [];
    },
  };
  const wish = { commit, orderAfter: (now: typeof current) => now?.order ?? earlier.order };
  return whileClaimed(bucket, wish, progress, (held) => activate(held, target, undefined, progress), times);
}

const keysOf = async (bucket: Bucket, prefix: string) => new Set((await listBucket(bucket, prefix)).keys());

function requireContents({ id, files }: Release, stored: ReadonlySet<string>): void {
  const lost = Object.entries(files).filter(([, { sha256 }]) => !stored.has(contentKey(sha256)));
  const [first] = lost;
  if (!first) return;
  const others = lost.length > 1 ? ` and ${lost.length - 1} others` : "";
  throw new BuildProblem(
    `release ${id} can't be had back: the bytes of ${first[0]}${others} are no longer in the bucket (${contentKey(first[1].sha256)}). The site is as it was. Choose another release, or push the commit again`,
  );
}

async function noSuchRelease(bucket: Bucket, id: string): Promise<BuildProblem> {
  const ids = releaseIdsIn((await listBucket(bucket, manifestPrefix)).keys());
  if (ids.length === 0)
    return new BuildProblem(`the bucket ${bucket.name} has no releases yet: the next publish makes the first`);
  return new BuildProblem(`there is no release ${JSON.stringify(id)}; there are ${ids.join(", ")}`);
}
