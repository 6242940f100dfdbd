import { isHashedAsset } from "./hashed-asset.ts";

/** What has to happen so that the bucket serves the new site, at no moment a page whose parts are missing. */
export interface PublicationPlan {
  /** Uploaded one wave after the other, each complete before the next. Sorted paths, only what changed. */
  readonly waves: readonly Wave[];
  /** How many files the bucket already has as they are. */
  readonly unchanged: number;
  /** Deleted after all uploads: pages and data that are gone. Never a hashed asset, which an open page may still ask for. */
  readonly remove: readonly string[];
}

export interface Wave {
  readonly name: "assets" | "data" | "pages";
  readonly cacheControl: string;
  readonly paths: readonly string[];
}

const forAYear = "public, max-age=31536000, immutable";
const askEveryTime = "public, max-age=0, must-revalidate";

/** Plans a publication. Both maps go from path (which is the key) to ETag. */
export function planPublication(site: ReadonlyMap<string, string>, bucket: ReadonlyMap<string, string>): PublicationPlan {
  const changed = [...site.keys()].filter((path) => site.get(path) !== bucket.get(path)).sort();
  const wave = (name: Wave["name"]): Wave => ({
    name,
    cacheControl: name === "assets" ? forAYear : askEveryTime,
    paths: changed.filter((path) => waveOf(path) === name),
  });
  return {
    waves: [wave("assets"), wave("data"), wave("pages")],
    unchanged: site.size - changed.length,
    remove: [...bucket.keys()].filter((key) => !site.has(key) && !isHashedAsset(key)).sort(),
  };
}

/** What a page refers to goes before it: its scripts and pictures, then its data, then the page itself. */
function waveOf(path: string): Wave["name"] {
  if (isHashedAsset(path)) return "assets";
  return path.endsWith(".html") ? "pages" : "data";
}
