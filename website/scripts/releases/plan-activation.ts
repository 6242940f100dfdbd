import { isAsWanted } from "./file-headers.ts";
import { isHashedAsset } from "./hashed-asset.ts";
import { releasesPrefix } from "./layout.ts";
import type { FileHeaders, SiteFiles } from "./release.ts";

/** What has to happen so that the bucket serves a release, at no moment a page whose parts are missing. */
export interface ActivationPlan {
  /** Written one wave after the other, each complete before the next. Sorted paths, only what differs. */
  readonly waves: readonly Wave[];
  /** How many files are served as they are already. */
  readonly unchanged: number;
  /** Assets that are served under their name with other bytes. They stay: caches may keep them for a year anyway. */
  readonly differing: readonly string[];
  /** Deleted after all writes: pages and data that are gone. */
  readonly gone: readonly string[];
  /** Assets that no page asks for any more, kept for open pages: when each left the site, ISO 8601. */
  readonly left: Readonly<Record<string, string>>;
  /** Assets whose grace is over: deleted at the very end. */
  readonly expired: readonly string[];
}

export interface Wave {
  readonly name: "assets" | "data" | "pages";
  readonly paths: readonly string[];
}

export interface Situation {
  /** What the site is to be. */
  readonly files: SiteFiles;
  /** What the bucket holds: each key's ETag. */
  readonly served: ReadonlyMap<string, string>;
  /** The headers of what it holds, at least where its bytes are those of `files`. */
  readonly headers: ReadonlyMap<string, FileHeaders>;
  /** When assets left the site, as far as the last release knew. */
  readonly left: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long an asset is kept after it left, in milliseconds. */
  readonly grace: number;
}

/** The paths whose bytes the bucket serves already. */
export const servedAlready = (files: SiteFiles, served: ReadonlyMap<string, string>): string[] =>
  Object.entries(files)
    .filter(([path, { md5 }]) => served.get(path) === `"${md5}"`)
    .map(([path]) => path);

/** Plans how a release becomes the site. */
export function planActivation({ files, served, headers, left, now, grace }: Situation): ActivationPlan {
  const paths = Object.keys(files).sort();
  const sameBytes = new Set(servedAlready(files, served));
  // What a cache may keep without asking never changes, so nothing ever has to be invalidated at the edge.
  const differing = paths.filter((path) => !sameBytes.has(path) && isHashedAsset(path) && served.has(path));
  const kept = new Set(differing);
  const changed = paths.filter((path) => !kept.has(path) && !(sameBytes.has(path) && isAsWanted(path, headers.get(path))));
  const wave = (name: Wave["name"]): Wave => ({ name, paths: changed.filter((path) => waveOf(path) === name) });

  const others = [...served.keys()].filter((key) => !Object.hasOwn(files, key) && !key.startsWith(releasesPrefix)).sort();
  const leavings = others.filter(isHashedAsset).map((path) => [path, left[path] ?? new Date(now).toISOString()] as const);
  const isOver = (time: string) => now - Date.parse(time) >= grace; // never, for a time that is none
  return {
    waves: [wave("assets"), wave("data"), wave("pages")],
    unchanged: paths.length - changed.length,
    differing,
    gone: others.filter((path) => !isHashedAsset(path)),
    left: Object.fromEntries(leavings.filter(([, time]) => !isOver(time))),
    expired: leavings.filter(([, time]) => isOver(time)).map(([path]) => path),
  };
}

/** What a page refers to goes before it: its scripts and pictures, then its data, then the page itself. */
function waveOf(path: string): Wave["name"] {
  if (isHashedAsset(path)) return "assets";
  return path.endsWith(".html") ? "pages" : "data";
}
