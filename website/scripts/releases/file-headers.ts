import { atMost } from "../support/at-most.ts";
import { type Bucket, readHeaders } from "../support/bucket.ts";
import { contentTypeOf } from "./content-type.ts";
import { isHashedAsset } from "./hashed-asset.ts";
import type { FileHeaders, Release, SiteFiles } from "./release.ts";

const forAYear = "public, max-age=31536000, immutable";
const askEveryTime = "public, max-age=0, must-revalidate";
/** Questions under way at once. */
const concurrency = 32;

/** The headers that a file of the site is to have, by its path. */
export const headersFor = (path: string): FileHeaders => ({
  ContentType: contentTypeOf(path),
  CacheControl: isHashedAsset(path) ? forAYear : askEveryTime,
});

export const isAsWanted = (path: string, headers: FileHeaders | undefined): boolean => {
  const wanted = headersFor(path);
  return headers?.ContentType === wanted.ContentType && headers.CacheControl === wanted.CacheControl;
};

/** The headers that a manifest says of its files; none of a manifest that was written before it said any. */
export function headersIn({ files, headers = [] }: Release): Map<string, FileHeaders> {
  const found = new Map<string, FileHeaders>();
  for (const [path, { headers: index = -1 }] of Object.entries(files)) {
    const known = headers[index];
    if (known) found.set(path, known);
  }
  return found;
}

/** The files with the headers they have now, as a manifest has them: each pair of headers once. */
export function recordHeaders(files: SiteFiles): Pick<Release, "files" | "headers"> {
  const headers: FileHeaders[] = [];
  const indexes = new Map<string, number>();
  const recorded = Object.entries(files).map(([path, file]) => {
    const wanted = headersFor(path);
    const name = `${wanted.ContentType} ${wanted.CacheControl}`;
    const index = indexes.get(name) ?? headers.push(wanted) - 1;
    indexes.set(name, index);
    return [path, { ...file, headers: index }] as const;
  });
  return { files: Object.fromEntries(recorded), headers };
}

/** The headers of the objects at `paths`: those that are `known`, and of the others what S3 says. */
export async function headersServed(
  bucket: Bucket,
  paths: readonly string[],
  known: ReadonlyMap<string, FileHeaders>,
): Promise<Map<string, FileHeaders>> {
  const served = new Map(known);
  const unknown = paths.filter((path) => !known.has(path));
  await atMost(concurrency, unknown, async (path) => {
    served.set(path, await readHeaders(bucket, path));
  });
  return served;
}
