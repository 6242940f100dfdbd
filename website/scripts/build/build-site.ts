import { checkContent } from "../content/check-content.ts";
import { BuildProblem, type Progress } from "../support/program.ts";
import { cacheBytes, cacheIn, dropCache, removeMark, removeScripts, writeMark } from "./cache-folders.ts";
import { type Makers, reasonToDrop } from "./decide-cache.ts";
import type { Ending } from "./run-gatsby.ts";

export interface BuildSettings {
  /** The folder of the site. */
  readonly site: string;
  readonly makers: Makers;
  /** The largest cache that is used, in bytes. */
  readonly limit: number;
  /** Runs `gatsby build` in the folder. */
  gatsby(site: string): Promise<Ending>;
}

/**
 * Builds the site with the cache of earlier builds, if it is good for anything. A build that fails with a cache is
 * tried once without; how that ends is how it ends.
 * @throws BuildProblem when a post breaks the contract (then Gatsby is not even asked), or Gatsby fails
 */
export async function buildSite({ site, makers, limit, gatsby }: BuildSettings, progress: Progress): Promise<void> {
  const [{ postProblems }, cache] = await Promise.all([checkContent(site), cacheIn(site)]);
  if (postProblems.length > 0) throw new BuildProblem(`posts break the content's contract:\n${postProblems.join("\n")}`);

  const reason = reasonToDrop(cache, makers, limit);
  progress(reason ? `building without a cache: ${reason}` : "building with the cache of earlier builds");
  if (reason) await dropCache(site);
  await removeMark(site);
  await removeScripts(site);

  let { mark } = reason ? { mark: undefined } : cache;
  let ending = await gatsby(site);
  if (!isGood(ending) && mark) {
    progress(`gatsby build ${describe(ending)} with the cache of earlier builds: once more, without it`);
    mark = undefined;
    await dropCache(site);
    ending = await gatsby(site);
  }
  if (!isGood(ending)) throw new BuildProblem(`gatsby build ${describe(ending)} without a cache: its message stands above`);
  await writeMark(site, { ...makers, cleanBytes: mark?.cleanBytes ?? (await cacheBytes(site)) });
}

const isGood = ({ code }: Ending): boolean => code === 0;
const describe = ({ code, signal }: Ending): string => (signal ? `was killed by ${signal}` : `failed with exit code ${code}`);
