import type { GreyImage } from "../recogniser/vision/grey-image.ts";

/** Up to this brightness a pixel may be border. */
const BLACK = 24;
/** No border is wider than this share of the page. */
const WIDEST = 0.2;
/** What a border surrounds is a page: so much of its outermost line is not black. */
const PAGE_EDGE = 0.7;

/**
 * Without the black border that some programs export round a page: features along it look alike on every slide, and a
 * projector does not show it. A dark page's own black is no border, for what it surrounds is text, not an edge.
 */
export function cropBorder(page: GreyImage): GreyImage {
  const { width, height, data } = page;
  const black = (x: number, y: number): boolean => (data[y * width + x] as number) <= BLACK;
  const share = (length: number, test: (i: number) => boolean): number => {
    let count = 0;
    for (let i = 0; i < length; i++) if (test(i)) count++;
    return count / length;
  };
  const row = (y: number): number => share(width, (x) => black(x, y));
  const column = (x: number): number => share(height, (y) => black(x, y));
  const inward = (length: number, line: (i: number) => number): number => {
    let i = 0;
    while (i < length * WIDEST && line(i) > 0.995) i++;
    return i;
  };
  const top = inward(height, row);
  const bottom = height - inward(height, (y) => row(height - 1 - y));
  const left = inward(width, column);
  const right = width - inward(width, (x) => column(width - 1 - x));
  const kept = { width: right - left, height: bottom - top };
  if (kept.width === width && kept.height === height) return page;
  const lit = (length: number, test: (i: number) => boolean): boolean => 1 - share(length, test) > PAGE_EDGE;
  const isPage =
    lit(kept.width, (x) => black(left + x, top + 1)) &&
    lit(kept.width, (x) => black(left + x, bottom - 2)) &&
    lit(kept.height, (y) => black(left + 1, top + y)) &&
    lit(kept.height, (y) => black(right - 2, top + y));
  if (!isPage) return page;
  const cropped = new Uint8Array(kept.width * kept.height);
  for (let y = 0; y < kept.height; y++) {
    const from = (top + y) * width + left;
    cropped.set(data.subarray(from, from + kept.width), y * kept.width);
  }
  return { ...kept, data: cropped };
}
