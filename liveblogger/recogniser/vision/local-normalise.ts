import { MISSING } from "./rectify.ts";

const { max, min, sqrt } = Math;

/** The weakest contrast that counts, as a share of the picture's own. */
const FAINT = 0.06;
/** The weakest contrast that can be told from a camera's noise, in levels of brightness. */
const NOISE = 1.5;
/** A picture that is restless where it is quietest has so much more of it that is noise; at most such a share of its contrast. */
const QUIET = 0.33;
const RESTLESS = 1.5;
const BUSIEST = 0.25;
/** Deviations are cut off here, so that a few bright pixels do not outweigh the rest. */
export const MOST = 3;

/**
 * Each pixel's distance from the mean around it, in standard deviations around it: what is left when light, shadow and
 * contrast are taken away. Pixels that are missing become 0, as do plain areas.
 *
 * @param radius half the side of the square that counts as around
 */
export function localNormalise(pixels: Float32Array, width: number, height: number, radius: number, into: Float32Array): void {
  const range = contrast(pixels);
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
  const floor = max(NOISE, FAINT * range, min(BUSIEST * range, restlessness(width, height, radius)));
  for (let y = 0, at = 0; y < height; y++) {
    const top = max(0, y - radius) * stride;
    const bottom = min(height, y + radius + 1) * stride;
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

/** The deviation around a pixel in the quietest third of the picture: what noise and moiré make where there is nothing. */
function restlessness(width: number, height: number, radius: number): number {
  const { sums, squares, counts } = scratch;
  const stride = width + 1;
  const histogram = new Uint32Array(256);
  let total = 0;
  for (let y = 2; y < height; y += 5) {
    const top = max(0, y - radius) * stride;
    const bottom = min(height, y + radius + 1) * stride;
    for (let x = 2; x < width; x += 5) {
      const left = max(0, x - radius);
      const right = min(width, x + radius + 1);
      const around = (of: ArrayLike<number>): number =>
        (of[bottom + right] as number) - (of[bottom + left] as number) - (of[top + right] as number) + (of[top + left] as number);
      const count = around(counts);
      if (count === 0) continue;
      const mean = around(sums) / count;
      const bin = min(255, 4 * sqrt(max(0, around(squares) / count - mean * mean))) | 0;
      histogram[bin] = (histogram[bin] as number) + 1;
      total++;
    }
  }
  return total > 0 ? (quantile(histogram, total, QUIET) / 4) * RESTLESS : 0;
}

let scratch = { sums: new Float64Array(0), squares: new Float64Array(0), counts: new Int32Array(0) };

/** Blurs a picture in place, so that what is a little off its place still fits: twice with weights 1, 2, 1 each way. */
export function soften(pixels: Float32Array, width: number, height: number): void {
  for (let round = 0; round < 2; round++) {
    for (let y = 0; y < height; y++) blurLine(pixels, y * width, 1, width);
    for (let x = 0; x < width; x++) blurLine(pixels, x, width, height);
  }
}

function blurLine(pixels: Float32Array, start: number, step: number, length: number): void {
  let before = pixels[start] as number;
  for (let i = 0, at = start; i < length; i++, at += step) {
    const own = pixels[at] as number;
    const after = i + 1 < length ? (pixels[at + step] as number) : own;
    pixels[at] = (before + 2 * own + after) / 4;
    before = own;
  }
}

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
