import type { Point, Quad } from "../contract.ts";

/** A projective map of the plane: nine numbers by rows; a point (x, y) goes to (h0 x + h1 y + h2, h3 x + …) / (h6 x + h7 y + h8). */
export type Homography = Float64Array;

const at = (map: Homography, index: number): number => map[index] as number;

export function project(map: Homography, x: number, y: number): Point {
  const depth = at(map, 6) * x + at(map, 7) * y + at(map, 8);
  return { x: (at(map, 0) * x + at(map, 1) * y + at(map, 2)) / depth, y: (at(map, 3) * x + at(map, 4) * y + at(map, 5)) / depth };
}

/** First `inner`, then `outer`. */
export function compose(outer: Homography, inner: Homography): Homography {
  const product = new Float64Array(9);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      product[3 * row + column] =
        at(outer, 3 * row) * at(inner, column) +
        at(outer, 3 * row + 1) * at(inner, 3 + column) +
        at(outer, 3 * row + 2) * at(inner, 6 + column);
  return product;
}

/** The way back. @returns undefined when there is none */
export function invert(map: Homography): Homography | undefined {
  const [a, b, c, d, e, f, g, h, i] = map as unknown as [number, number, number, number, number, number, number, number, number];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-12) return undefined;
  const inverse = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return Float64Array.from(inverse, (value) => value / determinant);
}

/** From a rectangle of this size, its corners (0, 0), (width, 0), (width, height), (0, height), to a quad. */
export function rectangleToQuad(width: number, height: number, quad: Quad): Homography | undefined {
  const from = [0, 0, width, 0, width, height, 0, height];
  return fitHomography(
    from,
    quad.flatMap(({ x, y }) => [x, y]),
    4,
  );
}

/** From a picture's pixels to those of one that is so many times larger. */
export const scaling = (factor: number): Homography =>
  Float64Array.of(factor, 0, (factor - 1) / 2, 0, factor, (factor - 1) / 2, 0, 0, 1);

/** Where a rectangle's corners go: the inverse of `rectangleToQuad`. */
export const cornersOf = (map: Homography, width: number, height: number): Quad => [
  project(map, 0, 0),
  project(map, width, 0),
  project(map, width, height),
  project(map, 0, height),
];

/**
 * The map that takes points `from` (x, y, x, y, …) to `to`: exact for four, least squares for more.
 * @returns undefined when the points lie so that there is none
 */
export function fitHomography(from: ArrayLike<number>, to: ArrayLike<number>, count: number): Homography | undefined {
  const source = normalisation(from, count);
  const target = normalisation(to, count);
  const normal = new Float64Array(64);
  const right = new Float64Array(8);
  const row = new Float64Array(8);
  for (let i = 0; i < count; i++) {
    const x = ((from[2 * i] as number) - source.x) * source.scale;
    const y = ((from[2 * i + 1] as number) - source.y) * source.scale;
    const u = ((to[2 * i] as number) - target.x) * target.scale;
    const v = ((to[2 * i + 1] as number) - target.y) * target.scale;
    row.set([x, y, 1, 0, 0, 0, -u * x, -u * y]);
    accumulate(normal, right, row, u);
    row.set([0, 0, 0, x, y, 1, -v * x, -v * y]);
    accumulate(normal, right, row, v);
  }
  const solution = solve(normal, right, 8);
  if (!solution) return undefined;
  const inner = Float64Array.of(source.scale, 0, -source.scale * source.x, 0, source.scale, -source.scale * source.y, 0, 0, 1);
  const outer = Float64Array.of(1 / target.scale, 0, target.x, 0, 1 / target.scale, target.y, 0, 0, 1);
  const middle = new Float64Array(9);
  middle.set(solution);
  middle[8] = 1;
  return compose(outer, compose(middle, inner));
}

function normalisation(points: ArrayLike<number>, count: number): { x: number; y: number; scale: number } {
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += points[2 * i] as number;
    y += points[2 * i + 1] as number;
  }
  x /= count;
  y /= count;
  let spread = 0;
  for (let i = 0; i < count; i++) spread += Math.hypot((points[2 * i] as number) - x, (points[2 * i + 1] as number) - y);
  return { x, y, scale: spread > 0 ? (Math.SQRT2 * count) / spread : 1 };
}

function accumulate(normal: Float64Array, right: Float64Array, row: Float64Array, value: number): void {
  for (let i = 0; i < 8; i++) {
    const factor = row[i] as number;
    if (factor === 0) continue;
    for (let j = 0; j < 8; j++) normal[8 * i + j] = (normal[8 * i + j] as number) + factor * (row[j] as number);
    right[i] = (right[i] as number) + factor * value;
  }
}

/** Solves `matrix` (size × size, by rows) × x = `right` by elimination; both are used up. @returns undefined when it is singular */
export function solve(matrix: Float64Array, right: Float64Array, size: number): Float64Array | undefined {
  const get = (row: number, column: number): number => matrix[row * size + column] as number;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(get(row, column)) > Math.abs(get(pivot, column))) pivot = row;
    if (Math.abs(get(pivot, column)) < 1e-11) return undefined;
    if (pivot !== column) {
      for (let k = column; k < size; k++) {
        const kept = get(column, k);
        matrix[column * size + k] = get(pivot, k);
        matrix[pivot * size + k] = kept;
      }
      const kept = right[column] as number;
      right[column] = right[pivot] as number;
      right[pivot] = kept;
    }
    for (let row = column + 1; row < size; row++) {
      const factor = get(row, column) / get(column, column);
      if (factor === 0) continue;
      for (let k = column; k < size; k++) matrix[row * size + k] = get(row, k) - factor * get(column, k);
      right[row] = (right[row] as number) - factor * (right[column] as number);
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row] as number;
    for (let k = row + 1; k < size; k++) sum -= get(row, k) * (right[k] as number);
    right[row] = sum / get(row, row);
  }
  return right;
}

/** What a camera in a room can see of a screen: convex, seen from the front, not tiny, sides not absurdly unlike. */
export function isPlausible(quad: Quad, width: number, height: number, aspect: number): boolean {
  let area = 0;
  const sides: number[] = [];
  for (let i = 0; i < 4; i++) {
    const [a, b, c] = [quad[i], quad[(i + 1) % 4], quad[(i + 2) % 4]] as [Point, Point, Point];
    if (!Number.isFinite(a.x + a.y)) return false;
    if ((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) <= 0) return false;
    area += a.x * b.y - b.x * a.y;
    sides.push(Math.hypot(b.x - a.x, b.y - a.y));
  }
  const [top, right, bottom, left] = sides as [number, number, number, number];
  const share = area / 2 / (width * height);
  const seen = (top + bottom) / (left + right) / aspect;
  const unlike = Math.max(top / bottom, bottom / top, left / right, right / left);
  return share > 0.025 && share < 6 && seen > 0.45 && seen < 2.2 && unlike < 2.6;
}
