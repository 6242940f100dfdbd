import { atMost } from "../support/at-most.ts";
import { type Bucket, copy, remove } from "../support/bucket.ts";
import { listBucket } from "../support/list-bucket.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { ClaimLost, type Held } from "./claim.ts";
import type { Current } from "./current.ts";
import { headersFor, headersIn, headersServed, recordHeaders } from "./file-headers.ts";
import { contentKey, manifestKey, stretches } from "./layout.ts";
import { readRelease, writeRelease } from "./manifests.ts";
import { planActivation, servedAlready, type Wave } from "./plan-activation.ts";
import { postsIn, type Release, type SiteFiles } from "./release.ts";
import { forgetOldReleases, releaseIdsIn } from "./tidy.ts";

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
  /** Its files, which may still be being read. */
  readonly files: Promise<SiteFiles> | SiteFiles;
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
  const { commit, rollbackOf } = target;
  const [files, served, last] = await Promise.all([target.files, listBucket(bucket, "", stretches), lastRelease(bucket, before)]);
  // Who was interrupted wrote and left what no manifest says.
  const lastWhole = before?.state === "published" ? last : undefined;
  const known = lastWhole ? headersIn(lastWhole) : new Map();
  const headers = await headersServed(bucket, servedAlready(files, served), known);
  const now = Date.now();
  const left = last?.left ?? {};
  const plan = planActivation({ files, served, headers, left, now, grace: settings?.grace ?? Infinity });
  const { waves, unchanged, differing, gone, expired } = plan;
  progress(`${id}: ${Object.keys(files).length} files, ${unchanged} of them served as they are`);
  if (differing.length > 0) progress(`${differing.length} assets keep the bytes that they are served with, e.g. ${differing[0]}`);

  const provided = await target.provide(bucket, new Set(served.keys()));
  held.changing();
  for (const wave of waves) await write(bucket, files, wave, progress);
  await remove(bucket, gone);

  const time = new Date(now).toISOString();
  const release: Release = {
    id,
    commit,
    time,
    order,
    ...(rollbackOf && { rollbackOf }),
    posts: postsIn(files),
    ...recordHeaders(files),
    left: plan.left,
  };
  await writeRelease(bucket, release);

  const changed = waves.reduce((sum, { paths }) => sum + paths.length, 0);
  progress(`done: ${changed} changed, ${gone.length} removed, ${Object.keys(plan.left).length} old assets kept for open pages`);
  const keys = new Set([...served.keys(), ...provided, manifestKey(id)]);
  if (settings) await tidy(bucket, expired, keys, settings.keep, lastWhole !== undefined, progress);
  return release;
}

/** The last release that was the site, as far as it is known. */
async function lastRelease(bucket: Bucket, before: Current | undefined): Promise<Release | undefined> {
  for (const id of new Set([before?.release, before?.whole])) {
    const release = id && (await readRelease(bucket, id).catch(ignoreDamage));
    if (release) return release;
  }
  return undefined;
}

function ignoreDamage(error: unknown): undefined {
  if (!(error instanceof BuildProblem)) throw error;
}

async function write(bucket: Bucket, files: SiteFiles, { name, paths }: Wave, progress: Progress): Promise<void> {
  await atMost(concurrency, paths, async (path) => {
    const file = files[path];
    if (file) await copy(bucket, contentKey(file.sha256), path, headersFor(path));
  });
  progress(`${name}: ${paths.length} changed`);
}

/**
 * Removes what is past its time; of contents only when a release goes too or something may be left over, because that
 * reads every manifest. The site is whole by now, so what can't be tidied up is told of and left to the next release.
 */
async function tidy(
  bucket: Bucket,
  expired: readonly string[],
  keys: ReadonlySet<string>,
  keep: number,
  nothingLeftOver: boolean,
  progress: Progress,
): Promise<void> {
  try {
    await remove(bucket, expired);
    const needed = !nothingLeftOver || releaseIdsIn(keys).length > keep;
    const { releases, contents } = needed ? await forgetOldReleases(bucket, keys, keep) : { releases: 0, contents: 0 };
    if (expired.length + releases + contents > 0)
      progress(`tidied up: ${expired.length} old assets, ${releases} old releases, ${contents} contents`);
  } catch (error) {
    if (bucket.signal?.aborted || error instanceof ClaimLost) throw error;
    progress(`not tidied up, which the next release will do: ${error instanceof Error ? error.message : error}`);
  }
}
