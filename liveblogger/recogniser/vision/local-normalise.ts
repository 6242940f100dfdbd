import { MISSING } from "./rectify.ts";

const { max, sqrt } = Math;

/** The weakest contrast that counts, as a share of the picture's own. */
const FAINT = 0.06;
/** The weakest contrast that can be told from a camera's noise, in levels of brightness. */
const NOISE = 1.5;
/** Deviations are cut off here, so that a few bright pixels do not outweigh the rest. */
export const MOST = 3;

/**
 * Each pixel's distance from the mean around it, in standard deviations around it: what is left when light, shadow and
 * contrast are taken away. Pixels that are missing become 0, as do plain areas.
 *
 * @param radius half the side of the square that counts as around
 */
export function localNormalise(pixels: Float32Array, width: number, height: number, radius: number, into: Float32Array): void {
  const floor = max(NOISE, FAINT * contrast(pixels));
  const stride = width + 1;
  const size = stride * (height + 1);
  if (scratch.sums.length < size)
    scratch = { sums: new Float64Array(size), squares: new Float64Array(size), counts: new Int32Array(size) };
  const { sums, squares, counts } = scratch;
  sums.fill(0, 0, stride);
  squares.fill(0, 0, stride);
  counts.fill(0, 0, stride);
  for (let y = 0, from = 0; y < height; y++) {
    let sum = 0;
    let square = 0;
    let count = 0;
    let to = (y + 1) * stride;
    sums[to] = squares[to] = counts[to] = 0;
    to++;
    for (let x = 0; x < width; x++, from++, to++) {
      const value = pixels[from] as number;
      if (value !== MISSING) {
        sum += value;
        square += value * value;
        count++;
      }
      sums[to] = (sums[to - stride] as number) + sum;
      squares[to] = (squares[to - stride] as number) + square;
      counts[to] = (counts[to - stride] as number) + count;
    }
  }
  for (let y = 0, at = 0; y < height; y++) {
    const top = max(0, y - radius) * stride;
    const bottom = Math.min(height, y + radius + 1) * stride;
    for (let x = 0; x < width; x++, at++) {
      const value = pixels[at] as number;
      if (value === MISSING) {
        into[at] = 0;
        continue;
      }
      const left = x - radius < 0 ? 0 : x - radius;
      const right = x + radius + 1 > width ? width : x + radius + 1;
      const count =
        (counts[bottom + right] as number) -
        (counts[bottom + left] as number) -
        (counts[top + right] as number) +
        (counts[top + left] as number);
      const mean =
        ((sums[bottom + right] as number) -
          (sums[bottom + left] as number) -
          (sums[top + right] as number) +
          (sums[top + left] as number)) /
        count;
      const square =
        ((squares[bottom + right] as number) -
          (squares[bottom + left] as number) -
          (squares[top + right] as number) +
          (squares[top + left] as number)) /
        count;
      const deviation = sqrt(max(0, square - mean * mean) + floor * floor);
      const normal = (value - mean) / deviation;
      into[at] = normal > MOST ? MOST : normal < -MOST ? -MOST : normal;
    }
  }
}

let scratch = { sums: new Float64Array(0), squares: new Float64Array(0), counts: new Int32Array(0) };

/** From the darkest fiftieth to the brightest: the picture's own range. */
function contrast(pixels: Float32Array): number {
  const histogram = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    const value = pixels[i] as number;
    if (value === MISSING) continue;
    const bin = value | 0;
    histogram[bin] = (histogram[bin] as number) + 1;
    total++;
  }
  return quantile(histogram, total, 0.98) - quantile(histogram, total, 0.02);
}

function quantile(histogram: Uint32Array, total: number, share: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += histogram[value] as number;
    if (seen >= share * total) return value;
  }
  return 255;
}
