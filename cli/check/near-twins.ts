/** Slides that are nearly alike, by their pictures. Pure. */

/** A slide's picture, small and grey; all of a deck have the same size. */
export type Thumbnail = Uint8Array;

export interface NearTwins {
  /** counted from 1 */
  readonly slides: readonly [number, number];
  /** the share of their pictures in which they differ */
  readonly differs: number;
}

/** A pixel whose brightness differs so much is another, as where pages are compared that no photograph can tell apart. */
const ANOTHER = 20;
/** A line of text is about so much of a slide. */
const NEAR = 0.02;

/** @param identical sets that are told of already, counted from 1 */
export function nearTwins(pages: readonly Thumbnail[], identical: readonly (readonly number[])[]): NearTwins[] {
  const isTold = (one: number, other: number) => identical.some((set) => set.includes(one) && set.includes(other));
  const found: NearTwins[] = [];
  for (const [i, page] of pages.entries())
    for (const [j, other] of pages.entries()) {
      if (j <= i || isTold(i + 1, j + 1)) continue;
      const differs = differing(page, other);
      if (differs <= NEAR) found.push({ slides: [i + 1, j + 1], differs });
    }
  return found.sort((one, other) => one.differs - other.differs);
}

function differing(one: Thumbnail, other: Thumbnail): number {
  let count = 0;
  for (let i = 0; i < one.length; i++) if (Math.abs((one[i] ?? 0) - (other[i] ?? 0)) > ANOTHER) count++;
  return count / one.length;
}
