import { atMost } from "../support/at-most.ts";
import { type Bucket, copy, remove } from "../support/bucket.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { ClaimLost, type Held } from "./claim.ts";
import { contentTypeOf } from "./content-type.ts";
import type { Current } from "./current.ts";
import { contentKey, manifestKey } from "./layout.ts";
import { readRelease, writeRelease } from "./manifests.ts";
import { planActivation, type Wave } from "./plan-activation.ts";
import { postsIn, type Release, type SiteFiles } from "./release.ts";
import { forgetOldReleases } from "./tidy.ts";

/** What is kept of the past. */
export interface Settings {
  /** How many releases can be had back, the current one among them. */
  readonly keep: number;
  /** How long an asset stays after it left the site, in milliseconds. */
  readonly grace: number;
}

/** What becomes the site. */
export interface Target {
  readonly commit: string;
  readonly files: SiteFiles;
  readonly rollbackOf?: string;
  /** Makes sure that every file's bytes are among the contents, of which `stored` are there. Gives the keys it added. */
  provide(bucket: Bucket, stored: ReadonlySet<string>): Promise<readonly string[]>;
}

/** Copies under way at once. S3 copies by itself, so this costs no bandwidth. */
const concurrency = 32;

/**
 * Makes the target the site: under a claim, in an order in which every page finds its parts at every moment.
 * Without settings nothing of the past is forgotten.
 */
export async function activate(held: Held, target: Target, settings: Settings | undefined, progress: Progress): Promise<Release> {
  const { bucket, id, order, before } = held;
  const { commit, files, rollbackOf } = target;
  const served = await listBucket(bucket);
  const now = Date.now();
  const plan = planActivation({ files, served, left: await leftBefore(bucket, before), now, grace: settings?.grace ?? Infinity });
  const { waves, unchanged, differing, gone, left, expired } = plan;
  progress(`${id}: ${Object.keys(files).length} files, ${unchanged} of them served as they are`);
  if (differing.length > 0) progress(`${differing.length} assets keep the bytes that they are served with, e.g. ${differing[0]}`);

  const provided = await target.provide(bucket, new Set(served.keys()));
  held.changing();
  for (const wave of waves) await write(bucket, files, wave, progress);
  await remove(bucket, gone);

  const time = new Date(now).toISOString();
  const release: Release = { id, commit, time, order, ...(rollbackOf && { rollbackOf }), posts: postsIn(files), files, left };
  await writeRelease(bucket, release);

  const changed = waves.reduce((sum, { paths }) => sum + paths.length, 0);
  progress(`done: ${changed} changed, ${gone.length} removed, ${Object.keys(left).length} old assets kept for open pages`);
  if (settings) await tidy(bucket, expired, new Set([...served.keys(), ...provided, manifestKey(id)]), settings.keep, progress);
  return release;
}

/** Which assets had left the site when. What is not known left only now, and is kept the longer. */
async function leftBefore(bucket: Bucket, before: Current | undefined): Promise<Release["left"]> {
  for (const id of [before?.release, before?.whole]) {
    const release = id && (await readRelease(bucket, id).catch(ignoreDamage));
    if (release) return release.left;
  }
  return {};
}

function ignoreDamage(error: unknown): undefined {
  if (!(error instanceof BuildProblem)) throw error;
}

async function write(bucket: Bucket, files: SiteFiles, { name, paths, cacheControl }: Wave, progress: Progress): Promise<void> {
  await atMost(concurrency, paths, async (path) => {
    const file = files[path];
    if (file) await copy(bucket, contentKey(file.sha256), path, { ContentType: contentTypeOf(path), CacheControl: cacheControl });
  });
  progress(`${name}: ${paths.length} changed`);
}

/** The site is whole by now, so what can't be tidied up is told of and left to the next release. */
async function tidy(
  bucket: Bucket,
  expired: readonly string[],
  keys: ReadonlySet<string>,
  keep: number,
  progress: Progress,
): Promise<void> {
  try {
    await remove(bucket, expired);
    const { releases, contents } = await forgetOldReleases(bucket, keys, keep);
    if (expired.length + releases + contents > 0)
      progress(`tidied up: ${expired.length} old assets, ${releases} old releases, ${contents} contents`);
  } catch (error) {
    if (bucket.signal?.aborted || error instanceof ClaimLost) throw error;
    progress(`not tidied up, which the next release will do: ${error instanceof Error ? error.message : error}`);
  }
}
