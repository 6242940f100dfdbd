import type { Correspondences } from "./consensus.ts";

/** Blocks hold a few words: of half the fine templates' pixels. */
const WIDTH = 20;
const HEIGHT = 8;
/** How far letters may lie from where they should, in pixels of the halved picture. */
const REACH = 3;
/** A block whose letters' mean square is less has none; one that has so little beside the deck's frame is that frame's. */
const SOMETHING = 0.02;
const OWN = 0.03;

/** A picture of half the width and height. */
export interface Halved {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** What the photograph shows, and what the letters of each block-sized window in it come to. */
export interface Searched {
  readonly stride: number;
  readonly pixels: Float32Array;
  /** 1 / length; 0 where nothing is */
  readonly scale: Float32Array;
}

/** A block of a slide: its letters, each row without its mean, of length 1. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
  readonly letters: Float32Array;
}

/** @param unit what is 1 in the picture */
export function halve(pixels: ArrayLike<number>, width: number, height: number, unit = 1): Halved {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const half = new Float32Array(halfWidth * halfHeight);
  for (let y = 0, to = 0; y < halfHeight; y++)
    for (let x = 0, at = 2 * y * width; x < halfWidth; x++, at += 2, to++)
      half[to] =
        ((pixels[at] as number) +
          (pixels[at + 1] as number) +
          (pixels[at + width] as number) +
          (pixels[at + width + 1] as number)) /
        (4 * unit);
  return { width: halfWidth, height: halfHeight, pixels: half };
}

/** The blocks of a slide that hold letters of its own, those that hold most first. @param common what the deck's slides have in common */
export function blocksOf({ width, height, pixels }: Halved, common: Halved): Block[] {
  const blocks: Block[] = [];
  for (let top = 0; top + HEIGHT <= height; top += HEIGHT)
    for (let left = 0; left + WIDTH <= width; left += WIDTH) {
      const letters = new Float32Array(WIDTH * HEIGHT);
      let [own, square] = [0, 0];
      for (let y = 0, k = 0; y < HEIGHT; y++, k += WIDTH) {
        const at = (top + y) * width + left;
        let sum = 0;
        for (let x = 0; x < WIDTH; x++) sum += pixels[at + x] as number;
        for (let x = 0; x < WIDTH; x++) {
          const value = pixels[at + x] as number;
          own += (value - (common.pixels[at + x] as number)) ** 2;
          letters[k + x] = value - sum / WIDTH;
          square += (value - sum / WIDTH) ** 2;
        }
      }
      if (own < OWN * letters.length || square < SOMETHING * letters.length) continue;
      const length = Math.sqrt(square);
      blocks.push({ x: left, y: top, weight: Math.sqrt(length), letters: letters.map((value) => value / length) });
    }
  return blocks.sort((a, b) => b.weight - a.weight);
}

/** With a margin of nothing around it, so that letters are sought beyond its border without asking where that is. */
export function prepareSearch({ width, height, pixels }: Halved): Searched {
  const stride = width + 2 * REACH;
  const padded = new Float32Array(stride * (height + 2 * REACH));
  for (let y = 0; y < height; y++) padded.set(pixels.subarray(y * width, (y + 1) * width), (y + REACH) * stride + REACH);
  const rows = new Float32Array(padded.length);
  for (let from = 0; from < padded.length; from += stride) {
    let [sum, square] = [0, 0];
    for (let x = 0, at = from; x < stride; x++, at++) {
      const value = padded[at] as number;
      const gone = x < WIDTH ? 0 : (padded[at - WIDTH] as number);
      sum += value - gone;
      square += value * value - gone * gone;
      if (x >= WIDTH - 1) rows[at - WIDTH + 1] = Math.max(0, square - (sum * sum) / WIDTH);
    }
  }
  const scale = new Float32Array(padded.length);
  for (let at = 0; at + (HEIGHT - 1) * stride < padded.length; at++) {
    let square = 0;
    for (let row = 0, to = at; row < HEIGHT; row++, to += stride) square += rows[to] as number;
    scale[at] = square > SOMETHING * WIDTH * HEIGHT ? 1 / Math.sqrt(square) : 0;
  }
  return { stride, pixels: padded, scale };
}

/** How well a slide's letters are found near where they should be, and where each block's were. */
export interface Matched {
  /** from 0 to 1, the mean of the blocks' best correlations */
  readonly score: number;
  readonly pairs: Correspondences;
}

/** Block matching by normalised cross-correlation, `REACH` to each side. */
export function matchBlocks(searched: Searched, blocks: readonly Block[]): Matched {
  const from = new Float64Array(2 * blocks.length);
  const to = new Float64Array(2 * blocks.length);
  const doubt = new Float32Array(blocks.length);
  let [score, all] = [0, 0];
  blocks.forEach((block, i) => {
    const { correlation, x, y } = findBlock(searched, block);
    score += block.weight * correlation;
    all += block.weight;
    from[2 * i] = middle(block.x, WIDTH);
    from[2 * i + 1] = middle(block.y, HEIGHT);
    to[2 * i] = middle(x, WIDTH);
    to[2 * i + 1] = middle(y, HEIGHT);
    doubt[i] = 1 - correlation;
  });
  return { score: all > 0 ? score / all : 0, pairs: { count: blocks.length, from, to, doubt } };
}

/** A block's middle, in pixels of a picture that was not halved. */
const middle = (start: number, length: number): number => 2 * start + length - 0.5;

/** Where a block's letters are most alike. Seven places in a row are compared at once: each pixel is read once for all of them. */
function findBlock({ stride, pixels, scale }: Searched, { x, y, letters }: Block): { correlation: number; x: number; y: number } {
  let [correlation, bestX, bestY] = [0, x, y];
  for (let dy = 0; dy <= 2 * REACH; dy++) {
    const start = (y + dy) * stride + x;
    let [s0, s1, s2, s3, s4, s5, s6] = [0, 0, 0, 0, 0, 0, 0];
    for (let row = 0, k = 0; row < HEIGHT; row++) {
      let at = start + row * stride;
      let p0 = pixels[at] as number;
      let p1 = pixels[at + 1] as number;
      let p2 = pixels[at + 2] as number;
      let p3 = pixels[at + 3] as number;
      let p4 = pixels[at + 4] as number;
      let p5 = pixels[at + 5] as number;
      at += 6;
      for (let column = 0; column < WIDTH; column++, k++, at++) {
        const letter = letters[k] as number;
        const p6 = pixels[at] as number;
        s0 += p0 * letter;
        s1 += p1 * letter;
        s2 += p2 * letter;
        s3 += p3 * letter;
        s4 += p4 * letter;
        s5 += p5 * letter;
        s6 += p6 * letter;
        p0 = p1;
        p1 = p2;
        p2 = p3;
        p3 = p4;
        p4 = p5;
        p5 = p6;
      }
    }
    const sums = [s0, s1, s2, s3, s4, s5, s6];
    for (let dx = 0; dx <= 2 * REACH; dx++) {
      const found = (sums[dx] as number) * (scale[start + dx] as number);
      if (found > correlation) [correlation, bestX, bestY] = [found, x + dx - REACH, y + dy - REACH];
    }
  }
  return { correlation, x: bestX, y: bestY };
}
