const { abs } = Math;

/** A pixel whose brightness differs so much is another. */
const ANOTHER = 20;
/** Pages of which no more differs are one to a camera. */
const SHARE = 0.0005;
/** Every so many-th pixel, to see quickly that two pages are quite unlike. */
const SPARSE = 37;

/** For each page, by its picture (all of one size, grey): the others that no photograph can tell from it, counted from 0. */
export function findIndistinguishable(pictures: readonly Uint8Array[]): number[][] {
  const sets: number[][] = pictures.map(() => []);
  for (let a = 0; a < pictures.length; a++) {
    for (let b = a + 1; b < pictures.length; b++) {
      if (!same(pictures[a] as Uint8Array, pictures[b] as Uint8Array)) continue;
      (sets[a] as number[]).push(b);
      (sets[b] as number[]).push(a);
    }
  }
  return sets;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  const most = a.length * SHARE;
  return differing(a, b, SPARSE, most) <= most && differing(a, b, 1, most) <= most;
}

/** How many pixels differ, at least; it stops counting beyond `most`. */
function differing(a: Uint8Array, b: Uint8Array, stride: number, most: number): number {
  let count = 0;
  for (let i = 0; i < a.length && count <= most; i += stride) if (abs((a[i] as number) - (b[i] as number)) > ANOTHER) count++;
  return count;
}
