/** What a cache was made by. A cache is only good for the same. */
export interface Makers {
  /** Gatsby's version. */
  readonly gatsby: string;
  /** The lock file's hash and the machine, as in `modules-key.ts`. */
  readonly modules: string;
}

/** Written into a cache when the build that used it succeeded: a cache without it may be half-written. */
export interface CacheMark extends Makers {
  /** How large the cache was after the last build without one, in bytes. */
  readonly cleanBytes: number;
}

export interface CacheAtHand {
  /** Undefined when there is none that a build completed. */
  readonly mark: CacheMark | undefined;
  /** How large it is, in bytes; 0 when there is none at all. */
  readonly bytes: number;
}

/** Why a build does without the cache; undefined when it uses it. `limit` is in bytes. */
export function reasonToDrop({ mark, bytes }: CacheAtHand, makers: Makers, limit: number): string | undefined {
  if (bytes === 0) return "there is none";
  if (!mark) return "the build that left it did not succeed";
  if (mark.gatsby !== makers.gatsby) return `it is of Gatsby ${mark.gatsby}, and this is ${makers.gatsby}`;
  if (mark.modules !== makers.modules) return "it is of another lock file, or another machine";
  // A site that is large by itself would never be built with a cache, so its cache may grow to twice its first size.
  const most = Math.max(limit, 2 * mark.cleanBytes);
  if (bytes > most) return `it has grown to ${megabytes(bytes)}, and ${megabytes(most)} is the limit`;
  return undefined;
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
