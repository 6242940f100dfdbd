import type { Point, Quad } from "../contract.ts";
import type { GreyImage } from "./grey-image.ts";

const { abs, ceil, floor, hypot, max, min } = Math;

/** Places along a side where its edge is sought; near the corners other edges begin. */
const PLACES = 40;
const BEGIN = 0.05;
/** How far to either side, as a share of its length. */
const REACH = 0.012;
/** The least that the brightness falls from inside to outside, over three pixels. */
const FALL = 8;
/** Places that lie on one line, within so many pixels, and how many of all there must be. */
const STRAIGHT = 0.8;
const MOST_OF_THEM = 0.5;

/** A side as a line: points at distance (1 − t) × from + t × to outwards from where it was thought to be. */
interface Shift {
  readonly from: number;
  readonly to: number;
}

/**
 * The quad with its sides moved to the edges of light that are seen close to them: an empty slide has nothing else to tell where it
 * ends. A side without such an edge stays where it is.
 */
export function snapBorder(image: GreyImage, quad: Quad): Quad {
  const sides = [0, 1, 2, 3].map((i): readonly [Point, Point] => {
    const [a, b] = [quad[i] as Point, quad[(i + 1) % 4] as Point];
    const length = hypot(b.x - a.x, b.y - a.y);
    const outwards = { x: (b.y - a.y) / length, y: (a.x - b.x) / length };
    const { from, to } = shiftOf(image, a, b, outwards, length) ?? { from: 0, to: 0 };
    return [
      { x: a.x + from * outwards.x, y: a.y + from * outwards.y },
      { x: b.x + to * outwards.x, y: b.y + to * outwards.y },
    ];
  });
  const corners = [0, 1, 2, 3].map((i) => meet(sides[(i + 3) % 4] as [Point, Point], sides[i] as [Point, Point]));
  return corners.every((corner) => corner !== undefined) ? (corners as unknown as Quad) : quad;
}

function shiftOf(image: GreyImage, a: Point, b: Point, outwards: Point, length: number): Shift | undefined {
  const reach = max(3, ceil(length * REACH));
  const ts: number[] = [];
  const shifts: number[] = [];
  for (let place = 0; place < PLACES; place++) {
    const t = BEGIN + ((1 - 2 * BEGIN) * (place + 0.5)) / PLACES;
    const [x, y] = [a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)];
    const at = (shift: number): number => sample(image, x + shift * outwards.x, y + shift * outwards.y);
    let [steepest, best] = [FALL, Number.NaN];
    for (let shift = -reach; shift <= reach; shift++) {
      const fall = at(shift - 1.5) - at(shift + 1.5);
      if (fall > steepest) [steepest, best] = [fall, shift];
    }
    if (Number.isNaN(best)) continue;
    const [before, after] = [at(best - 2.5) - at(best + 0.5), at(best - 0.5) - at(best + 2.5)];
    const curve = before - 2 * steepest + after;
    ts.push(t);
    shifts.push(best + (curve < 0 ? max(-0.5, min(0.5, (before - after) / (2 * curve))) : 0));
  }
  return straightThrough(ts, shifts);
}

/** The line that most places lie on, then their least squares. */
function straightThrough(ts: readonly number[], shifts: readonly number[]): Shift | undefined {
  let best: number[] = [];
  for (let one = 0; one < ts.length; one++) {
    for (let other = one + 5; other < ts.length; other += 3) {
      const slope = ((shifts[other] as number) - (shifts[one] as number)) / ((ts[other] as number) - (ts[one] as number));
      const start = (shifts[one] as number) - slope * (ts[one] as number);
      const on = ts.flatMap((t, i) => (abs((shifts[i] as number) - start - slope * t) < STRAIGHT ? [i] : []));
      if (on.length > best.length) best = on;
    }
  }
  if (best.length < MOST_OF_THEM * PLACES) return undefined;
  const mean = (of: readonly number[]): number => best.reduce((sum, i) => sum + (of[i] as number), 0) / best.length;
  const [meanT, meanShift] = [mean(ts), mean(shifts)];
  let [both, square] = [0, 0];
  for (const i of best) {
    both += ((ts[i] as number) - meanT) * ((shifts[i] as number) - meanShift);
    square += ((ts[i] as number) - meanT) ** 2;
  }
  const slope = square > 0 ? both / square : 0;
  return { from: meanShift - slope * meanT, to: meanShift + slope * (1 - meanT) };
}

function sample({ width, height, data }: GreyImage, x: number, y: number): number {
  const [cx, cy] = [max(0, min(width - 1.001, x)), max(0, min(height - 1.001, y))];
  const [left, top] = [floor(cx), floor(cy)];
  const [fx, fy] = [cx - left, cy - top];
  const at = top * width + left;
  const upper = (data[at] as number) * (1 - fx) + (data[at + 1] as number) * fx;
  const lower = (data[at + width] as number) * (1 - fx) + (data[at + width + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}

function meet([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): Point | undefined {
  const cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (abs(cross) < 1e-6) return undefined;
  const along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross;
  return { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) };
}
