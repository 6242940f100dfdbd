/** Where releases lie in the site's bucket. The bucket's policy keeps the distribution out of this prefix. */
export const releasesPrefix = ".releases/";
export const contentPrefix = `${releasesPrefix}content/`;
export const manifestPrefix = `${releasesPrefix}manifests/`;
export const currentKey = `${releasesPrefix}current.json`;

/**
 * Where a listing of a large site's bucket is divided: every stretch costs a page that is read in part only, so they are
 * few and about as long as each other.
 */
export const stretches: readonly string[] = [`${contentPrefix}9`, manifestPrefix, "posts/"];

export const contentKey = (sha256: string): string => `${contentPrefix}${sha256}`;
export const manifestKey = (id: string): string => `${manifestPrefix}${id}.json`;

/** Releases are numbered in the order in which they became the site: v1, v2, … */
export const releaseId = (number: number): string => `v${number}`;

/** A release's number; undefined when it is no release's id. */
export function releaseNumber(id: string): number | undefined {
  return /^v[1-9]\d{0,14}$/.test(id) ? Number(id.slice(1)) : undefined;
}
