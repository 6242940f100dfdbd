import { isSafeKey } from "./safe-key.ts";

export interface DownloadPlan {
  /** Keys to fetch, sorted. */
  readonly download: readonly string[];
  /** Local files that the bucket does not have. They go first: a folder may take the place of a file. */
  readonly remove: readonly string[];
  /** Keys that could not be files in the folder: refused, and to be told of. */
  readonly refused: readonly string[];
}

/** Decides what makes a local folder the bucket's copy. Both maps go from key to ETag. */
export function planDownload(bucket: ReadonlyMap<string, string>, local: ReadonlyMap<string, string>): DownloadPlan {
  const folders = [...bucket.keys()].filter((key) => key.endsWith("/"));
  const keys = [...bucket.keys()].filter((key) => !folders.includes(key));
  const parents = new Set(keys.filter(isSafeKey).flatMap(foldersAbove));
  const safe = keys.filter((key) => isSafeKey(key) && !parents.has(key));
  const wanted = new Set(safe);
  return {
    download: safe.filter((key) => local.get(key) !== bucket.get(key)).sort(),
    remove: [...local.keys()].filter((key) => !wanted.has(key)).sort(),
    refused: keys.filter((key) => !wanted.has(key)).sort(),
  };
}

/** `a/b/c` lies in `a` and `a/b`: keys of those names can't be files too. */
function foldersAbove(key: string): string[] {
  const segments = key.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}
