import type { Quad } from "../contract.ts";
import { fitHomography, type Homography } from "./homography.ts";
import { seededRandom } from "./random.ts";

/** Pairs of places that are thought to be the same point: on the slide (from) and in the photograph (to). */
export interface Correspondences {
  readonly count: number;
  /** x, y, x, y, … */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** the likelier ones are tried first */
  readonly doubt: ArrayLike<number>;
}

export interface Agreed {
  readonly map: Homography;
  /** which correspondences agree */
  readonly inliers: readonly number[];
}

const ROUNDS = 500;

/**
 * The map that most correspondences agree on (RANSAC with PROSAC's order: samples are drawn from the likeliest first, and
 * from more and more of them), refined by least squares over those that do.
 *
 * @param tolerance in the photograph's pixels
 * @param plausible whether a map may be meant at all
 */
export function agree(
  { count, from, to, doubt }: Correspondences,
  tolerance: number,
  plausible: (map: Homography) => boolean,
  seed = 1,
): Agreed | undefined {
  if (count < 6) return undefined;
  const random = seededRandom(seed);
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => (doubt[a] as number) - (doubt[b] as number));
  const sampleFrom = new Float64Array(8);
  const sampleTo = new Float64Array(8);
  let best: Homography | undefined;
  let bestScore = 0;
  let needed = ROUNDS;
  for (let round = 0; round < needed; round++) {
    const pool = Math.min(count, Math.max(8, Math.ceil((count * (round + 1)) / (ROUNDS / 3))));
    const picks = new Set<number>();
    while (picks.size < 4) picks.add(order[Math.floor(random() * pool)] as number);
    let k = 0;
    for (const pick of picks) {
      sampleFrom[2 * k] = from[2 * pick] as number;
      sampleFrom[2 * k + 1] = from[2 * pick + 1] as number;
      sampleTo[2 * k] = to[2 * pick] as number;
      sampleTo[2 * k + 1] = to[2 * pick + 1] as number;
      k++;
    }
    if (!keepsTurns(sampleFrom, sampleTo)) continue;
    const map = fitHomography(sampleFrom, sampleTo, 4);
    if (!map || !plausible(map)) continue;
    const score = support(map, from, to, count, tolerance);
    if (score > bestScore) {
      bestScore = score;
      best = map;
      const share = Math.min(0.99, score / count);
      needed = Math.min(needed, Math.max(40, round + Math.ceil(Math.log(0.001) / Math.log(1 - share ** 4 + 1e-12))));
    }
  }
  if (!best) return undefined;
  let map = best;
  for (let i = 0; i < 3; i++) {
    const refined = refit(map, from, to, count, tolerance * (2 - i / 2));
    if (refined && plausible(refined) && support(refined, from, to, count, tolerance) >= support(map, from, to, count, tolerance))
      map = refined;
  }
  return { map, inliers: within(map, from, to, count, tolerance) };
}

/** The similar or sheared map (no perspective) that fits best: what can be said when all agreement is in one spot. */
export function fitAffine({ count, from, to }: Correspondences, map: Homography, tolerance: number): Homography | undefined {
  const inliers = within(map, from, to, count, tolerance * 2);
  if (inliers.length < 4) return undefined;
  let [mx, my, mu, mv] = [0, 0, 0, 0];
  for (const i of inliers) {
    mx += (from[2 * i] as number) / inliers.length;
    my += (from[2 * i + 1] as number) / inliers.length;
    mu += (to[2 * i] as number) / inliers.length;
    mv += (to[2 * i + 1] as number) / inliers.length;
  }
  let [dot, cross, spread] = [0, 0, 0];
  for (const i of inliers) {
    const [x, y] = [(from[2 * i] as number) - mx, (from[2 * i + 1] as number) - my];
    const [u, v] = [(to[2 * i] as number) - mu, (to[2 * i + 1] as number) - mv];
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  }
  if (spread === 0) return undefined;
  const [c, s] = [dot / spread, cross / spread];
  return Float64Array.of(c, -s, mu - c * mx + s * my, s, c, mv - s * mx - c * my, 0, 0, 1);
}

/** Whether each three of the four points turn the same way in both pictures: a screen is never seen from behind. */
function keepsTurns(from: Float64Array, to: Float64Array): boolean {
  for (let skip = 0; skip < 4; skip++) {
    const [a, b, c] = [0, 1, 2, 3].filter((i) => i !== skip) as [number, number, number];
    const one = turn(from, a, b, c);
    const other = turn(to, a, b, c);
    if (one * other <= 0 || Math.abs(one) < 4 || Math.abs(other) < 4) return false;
  }
  return true;
}

function turn(points: Float64Array, a: number, b: number, c: number): number {
  const at = (index: number): number => points[index] as number;
  return (at(2 * b) - at(2 * a)) * (at(2 * c + 1) - at(2 * a + 1)) - (at(2 * b + 1) - at(2 * a + 1)) * (at(2 * c) - at(2 * a));
}

function support(map: Homography, from: Float64Array, to: Float64Array, count: number, tolerance: number): number {
  const limit = tolerance * tolerance;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const error = squaredError(map, from, to, i);
    if (error < limit) sum += 1 - error / limit;
  }
  return sum;
}

function within(map: Homography, from: Float64Array, to: Float64Array, count: number, tolerance: number): number[] {
  const inliers: number[] = [];
  for (let i = 0; i < count; i++) if (squaredError(map, from, to, i) < tolerance * tolerance) inliers.push(i);
  return inliers;
}

function squaredError(map: Homography, from: Float64Array, to: Float64Array, i: number): number {
  const x = from[2 * i] as number;
  const y = from[2 * i + 1] as number;
  const depth = (map[6] as number) * x + (map[7] as number) * y + (map[8] as number);
  const dx = ((map[0] as number) * x + (map[1] as number) * y + (map[2] as number)) / depth - (to[2 * i] as number);
  const dy = ((map[3] as number) * x + (map[4] as number) * y + (map[5] as number)) / depth - (to[2 * i + 1] as number);
  return dx * dx + dy * dy;
}

function refit(map: Homography, from: Float64Array, to: Float64Array, count: number, tolerance: number): Homography | undefined {
  const inliers = within(map, from, to, count, tolerance);
  if (inliers.length < 6) return undefined;
  const picked = (points: Float64Array): Float64Array =>
    Float64Array.from(inliers.flatMap((i) => [points[2 * i] as number, points[2 * i + 1] as number]));
  return fitHomography(picked(from), picked(to), inliers.length);
}

/** The mean distance between the corners of two quads. */
export const quadDistance = (a: Quad, b: Quad): number =>
  a.reduce((sum, corner, i) => sum + Math.hypot(corner.x - (b[i]?.x ?? 0), corner.y - (b[i]?.y ?? 0)), 0) / 4;
