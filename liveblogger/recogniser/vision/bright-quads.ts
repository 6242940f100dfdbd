import type { Point, Quad } from "../contract.ts";
import { boxBlur, type GreyImage } from "./grey-image.ts";

/** An area is looked at when it has so much of the picture, and fills so much of its quad. */
const SMALLEST = 0.02;
const FULL = 0.6;
/** Thresholds between what Otsu's method finds and the brightest, and two below, for a dark slide in a darker room. */
const LEVELS = [-0.6, -0.35, 0, 0.25, 0.5, 0.7];

/**
 * Quads that are brighter than what surrounds them: a lit screen in a room. Heads in front of it and a corner out of sight do not
 * matter, for the quad is put round the area's convex hull, its sides prolonged until they meet.
 */
export function brightQuads(picture: GreyImage): Quad[] {
  const image = boxBlur(picture, 1);
  const { otsu, brightest } = thresholds(image.data);
  const { width, height } = image;
  const quads: Quad[] = [];
  for (const level of LEVELS) {
    const threshold = level < 0 ? otsu * (1 + level) : otsu + (brightest - otsu) * level;
    for (const area of areas(image, threshold)) {
      if (area.size < SMALLEST * width * height) continue;
      const quad = fourSided(hull(area.border));
      if (quad && area.size > FULL * quadArea(quad)) quads.push(quad);
    }
  }
  return quads;
}

function thresholds(data: Uint8Array): { otsu: number; brightest: number } {
  const histogram = new Float64Array(256);
  for (const value of data) histogram[value] = (histogram[value] as number) + 1;
  const total = histogram.reduce((sum, count, value) => sum + count * value, 0);
  let [below, belowSum, best, otsu, brightest] = [0, 0, -1, 128, 0];
  for (let value = 0; value < 255; value++) {
    below += histogram[value] as number;
    belowSum += value * (histogram[value] as number);
    if (below < 0.99 * data.length) brightest = value + 1;
    if (below === 0 || below === data.length) continue;
    const between = (total * below - belowSum * data.length) ** 2 / (below * (data.length - below));
    if (between > best) [best, otsu] = [between, value];
  }
  return { otsu, brightest: Math.max(brightest, otsu + 1) };
}

interface Area {
  readonly size: number;
  /** the first and the last pixel of each run: its hull is the area's hull */
  readonly border: readonly Point[];
}

/** Connected areas of pixels above the threshold, by runs of rows that touch. */
function areas({ width, height, data }: GreyImage, threshold: number): Area[] {
  interface Run {
    readonly left: number;
    readonly right: number;
    readonly y: number;
    readonly set: number;
  }
  const parents: number[] = [];
  const find = (set: number): number => {
    let root = set;
    while (parents[root] !== root) root = parents[root] as number;
    parents[set] = root;
    return root;
  };
  const runs: Run[] = [];
  let above: Run[] = [];
  for (let y = 0; y < height; y++) {
    const row: Run[] = [];
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) <= threshold) continue;
      const left = x;
      while (x + 1 < width && (data[y * width + x + 1] as number) > threshold) x++;
      const touching = above.filter((run) => run.left <= x && run.right >= left);
      const set = touching.length > 0 ? find((touching[0] as Run).set) : parents.push(parents.length) - 1;
      for (const run of touching) parents[find(run.set)] = set;
      row.push({ left, right: x, y, set });
    }
    runs.push(...row);
    above = row;
  }
  const found = new Map<number, { size: number; border: Point[] }>();
  for (const { left, right, y, set } of runs) {
    const root = find(set);
    const area = found.get(root) ?? { size: 0, border: [] };
    found.set(root, area);
    area.size += right - left + 1;
    area.border.push({ x: left - 0.5, y }, { x: right + 0.5, y });
  }
  return [...found.values()];
}

const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** The convex hull (Andrew's monotone chain), clockwise as seen. */
function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (from: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of from) {
      while (kept.length >= 2 && turn(kept.at(-2) as Point, kept.at(-1) as Point, point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** Takes away, one after the other, the side whose neighbours meet with the least area added, until four are left. */
function fourSided(polygon: Point[]): Quad | undefined {
  const points = [...polygon];
  while (points.length > 4) {
    let least = Number.POSITIVE_INFINITY;
    let side = -1;
    let meeting: Point | undefined;
    for (let i = 0; i < points.length; i++) {
      const at = (offset: number): Point => points[(i + offset + points.length) % points.length] as Point;
      const corner = meet(at(-1), at(0), at(1), at(2));
      if (!corner) continue;
      const added = Math.abs(turn(at(0), corner, at(1))) / 2;
      if (added < least) [least, side, meeting] = [added, i, corner];
    }
    if (!meeting) return undefined;
    points[side] = meeting;
    points.splice((side + 1) % points.length, 1);
  }
  if (points.length < 4) return undefined;
  const first = points.reduce(
    (best, { x, y }, i) => (x + y < (points[best] as Point).x + (points[best] as Point).y ? i : best),
    0,
  );
  return [0, 1, 2, 3].map((i) => points[(first + i) % 4]) as unknown as Quad;
}

/** Where the line through a and b, prolonged beyond b, meets the one through d and c, prolonged beyond c. */
function meet(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const [ux, uy] = [b.x - a.x, b.y - a.y];
  const [vx, vy] = [c.x - d.x, c.y - d.y];
  const cross = ux * vy - uy * vx;
  if (Math.abs(cross) < 1e-9) return undefined;
  const along = ((c.x - b.x) * vy - (c.y - b.y) * vx) / cross;
  const other = ((c.x - b.x) * uy - (c.y - b.y) * ux) / cross;
  return along >= 0 && other >= 0 ? { x: b.x + along * ux, y: b.y + along * uy } : undefined;
}

const quadArea = (quad: Quad): number =>
  quad.reduce((sum, { x, y }, i) => {
    const next = quad[(i + 1) % 4] as Point;
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);
