import type { GreyImage } from "./grey-image.ts";
import { compose, type Homography, solve } from "./homography.ts";
import { localNormalise, soften } from "./local-normalise.ts";
import { lensOf, type Mipmap, rectify } from "./rectify.ts";

/** A slide's locally normalised picture, in units of 1/`UNIT`. */
export interface Template {
  readonly width: number;
  readonly height: number;
  readonly data: Int8Array;
  readonly norm: number;
}

/** Templates are kept as bytes: this is 1. */
export const UNIT = 32;

/** A photograph's rectified and locally normalised picture. */
export interface View {
  readonly map: Homography;
  /** how much the lens bends: see `bent` */
  readonly bend: number;
  readonly pixels: Float32Array;
  readonly norm: number;
  readonly outside: number;
}

/** What the photograph shows where `map` says the slide is, as templates are made. */
export function view(
  picture: Mipmap,
  map: Homography,
  width: number,
  height: number,
  radius: number,
  { bend = 0, soft = false } = {},
): View {
  const raw = new Float32Array(width * height);
  const { outside } = rectify(picture, map, width, height, raw, bend);
  const pixels = new Float32Array(width * height);
  localNormalise(raw, width, height, radius, pixels);
  if (soft) soften(pixels, width, height);
  let square = 0;
  for (let i = 0; i < pixels.length; i++) square += (pixels[i] as number) ** 2;
  return { map, bend, pixels, norm: Math.sqrt(square), outside: outside / pixels.length };
}

/** Correlation, −1 to 1; 0 where either is plain. */
export function correlation({ pixels, norm }: View, data: Int8Array, at: number, templateNorm: number): number {
  if (norm === 0 || templateNorm === 0) return 0;
  let a = 0;
  let b = 0;
  const { length } = pixels;
  for (let i = 0; i < length; i += 2) {
    a += (pixels[i] as number) * (data[at + i] as number);
    b += (pixels[i + 1] as number) * (data[at + i + 1] as number);
  }
  return (a + b) / (norm * templateNorm);
}

/**
 * Moves `start`'s map until what it shows lies best on the template (Gauss–Newton on the mean of both pictures' gradients,
 * Benhimane and Malis 2004, with a Cauchy weight against whoever stands in the way).
 */
export function align(
  picture: Mipmap,
  start: View,
  template: Template,
  radius: number,
  rounds: number,
  { stride = 1, lens = false, soft = false } = {},
): View {
  const { width, height } = template;
  let best = start;
  let bestScore = correlation(start, template.data, 0, template.norm);
  for (let round = 0; round < rounds; round++) {
    const better = improvement(best, template, stride, lens ? (picture[0] as GreyImage) : undefined);
    if (!better) break;
    const next = view(picture, compose(best.map, better.step), width, height, radius, { bend: better.bend, soft });
    const score = correlation(next, template.data, 0, template.norm);
    if (!(score > bestScore)) break;
    const settled = score - bestScore < 0.001;
    best = next;
    bestScore = score;
    if (settled) break;
  }
  return best;
}

/** Beyond this difference, in standard deviations, a pixel counts for less and less. */
const SURPRISE = 1.2;

/** In which unit a lens's bend is reckoned with, how strongly it is held to be none, and the most that a lens bends. */
const BEND = 0.02;
const STRAIGHT = 150;
const MOST_BEND = 0.08;
const NO_PHOTOGRAPH = { width: 1, height: 1 };

function improvement(
  { pixels, norm, map, bend }: View,
  { width, height, data, norm: templateNorm }: Template,
  stride: number,
  photograph: GreyImage | undefined,
): { step: Homography; bend: number } | undefined {
  if (norm === 0) return undefined;
  const gain = Math.min(2.5, templateNorm / UNIT / norm);
  const size = photograph ? 9 : 8;
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  const row = new Float64Array(size);
  const { middleX: lensX, middleY: lensY, perSquare } = lensOf(photograph ?? NO_PHOTOGRAPH);
  const [a0, b0, c0, d0, e0, f0, g0, h0, i0] = map as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const scale = 2 / width;
  const middleX = width / 2;
  const middleY = height / 2;
  for (let y = 1; y < height - 1; y += stride) {
    const ny = (y - middleY) * scale;
    for (let x = 1 + (stride > 1 ? (y >> 1) & 1 : 0), at = y * width + x; x < width - 1; x += stride, at += stride) {
      const gx =
        (((data[at + 1] as number) - (data[at - 1] as number)) / UNIT +
          gain * ((pixels[at + 1] as number) - (pixels[at - 1] as number))) /
        4;
      const gy =
        (((data[at + width] as number) - (data[at - width] as number)) / UNIT +
          gain * ((pixels[at + width] as number) - (pixels[at - width] as number))) /
        4;
      if (gx * gx + gy * gy < 0.01) continue;
      const error = (data[at] as number) / UNIT - gain * (pixels[at] as number);
      const weight = 1 / (1 + (error / SURPRISE) ** 2);
      const nx = (x - middleX) * scale;
      const along = gx * nx + gy * ny;
      row[0] = gx * nx;
      row[1] = gx * ny;
      row[2] = gx;
      row[3] = gy * nx;
      row[4] = gy * ny;
      row[5] = gy;
      row[6] = -along * nx;
      row[7] = -along * ny;
      if (photograph) {
        // what a stronger bend would move, back on the slide
        const depth = g0 * x + h0 * y + i0;
        const u = (a0 * x + b0 * y + c0) / depth;
        const v = (d0 * x + e0 * y + f0) / depth;
        const [ux, uy, vx, vy] = [(a0 - u * g0) / depth, (b0 - u * h0) / depth, (d0 - v * g0) / depth, (e0 - v * h0) / depth];
        const [du, dv] = [u - lensX, v - lensY];
        const far = ((du * du + dv * dv) * perSquare) / (ux * vy - uy * vx);
        row[8] = BEND * far * (gx * (vy * du - uy * dv) + gy * (ux * dv - vx * du));
      }
      for (let i = 0; i < size; i++) {
        const factor = weight * (row[i] as number);
        for (let j = i; j < size; j++) normal[size * i + j] = (normal[size * i + j] as number) + factor * (row[j] as number);
        right[i] = (right[i] as number) + factor * error;
      }
    }
  }
  const trace = (normal[2 * (size + 1)] as number) + (normal[5 * (size + 1)] as number);
  for (let i = 0; i < size; i++) {
    const diagonal = i * (size + 1);
    normal[diagonal] = (normal[diagonal] as number) * 1.001 + trace * 1e-4;
    for (let j = 0; j < i; j++) normal[size * i + j] = normal[size * j + i] as number;
  }
  if (photograph) {
    normal[80] = (normal[80] as number) + STRAIGHT;
    right[8] = (right[8] as number) - (STRAIGHT * bend) / BEND;
  }
  const p = solve(normal, right, size);
  if (!p) return undefined;
  // in normalised coordinates the step is (1 + p0, p1, p2 · p3, 1 + p4, p5 · p6, p7, 1), in pixels of displacement per unit
  const [a, b, c, d, e, f, g, h] = p as unknown as [number, number, number, number, number, number, number, number];
  const inner = Float64Array.of(scale, 0, -middleX * scale, 0, scale, -middleY * scale, 0, 0, 1);
  const middle = Float64Array.of(
    1 + a * scale,
    b * scale,
    c * scale,
    d * scale,
    1 + e * scale,
    f * scale,
    g * scale,
    h * scale,
    1,
  );
  const outer = Float64Array.of(1 / scale, 0, middleX, 0, 1 / scale, middleY, 0, 0, 1);
  const next = photograph ? bend + BEND * (p[8] as number) : bend;
  return { step: compose(outer, compose(middle, inner)), bend: Math.max(-MOST_BEND, Math.min(MOST_BEND, next)) };
}
