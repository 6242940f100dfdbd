import { compose, type Homography, solve } from "./homography.ts";
import { localNormalise } from "./local-normalise.ts";
import { type Mipmap, rectify } from "./rectify.ts";

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
  readonly pixels: Float32Array;
  readonly norm: number;
  readonly outside: number;
}

/** What the photograph shows where `map` says the slide is, as templates are made. */
export function view(picture: Mipmap, map: Homography, width: number, height: number, radius: number): View {
  const raw = new Float32Array(width * height);
  const { outside } = rectify(picture, map, width, height, raw);
  const pixels = new Float32Array(width * height);
  localNormalise(raw, width, height, radius, pixels);
  let square = 0;
  for (let i = 0; i < pixels.length; i++) square += (pixels[i] as number) ** 2;
  return { map, pixels, norm: Math.sqrt(square), outside: outside / pixels.length };
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
export function align(picture: Mipmap, start: View, template: Template, radius: number, rounds: number, stride = 1): View {
  const { width, height } = template;
  let best = start;
  let bestScore = correlation(start, template.data, 0, template.norm);
  for (let round = 0; round < rounds; round++) {
    const step = improvement(best, template, stride);
    if (!step) break;
    const next = view(picture, compose(best.map, step), width, height, radius);
    const score = correlation(next, template.data, 0, template.norm);
    if (!(score > bestScore)) break;
    const settled = score - bestScore < 0.002;
    best = next;
    bestScore = score;
    if (settled) break;
  }
  return best;
}

/** Beyond this difference, in standard deviations, a pixel counts for less and less. */
const SURPRISE = 1.2;

function improvement(
  { pixels, norm }: View,
  { width, height, data, norm: templateNorm }: Template,
  stride: number,
): Homography | undefined {
  if (norm === 0) return undefined;
  const gain = Math.min(2.5, templateNorm / UNIT / norm);
  const normal = new Float64Array(64);
  const right = new Float64Array(8);
  const row = new Float64Array(8);
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
      for (let i = 0; i < 8; i++) {
        const factor = weight * (row[i] as number);
        for (let j = i; j < 8; j++) normal[8 * i + j] = (normal[8 * i + j] as number) + factor * (row[j] as number);
        right[i] = (right[i] as number) + factor * error;
      }
    }
  }
  const trace = (normal[18] as number) + (normal[45] as number);
  for (let i = 0; i < 8; i++) {
    normal[9 * i] = (normal[9 * i] as number) * 1.001 + trace * 1e-4;
    for (let j = 0; j < i; j++) normal[8 * i + j] = normal[8 * j + i] as number;
  }
  const p = solve(normal, right, 8);
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
  return compose(outer, compose(middle, inner));
}
