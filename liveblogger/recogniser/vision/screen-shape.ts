import type { Point } from "../contract.ts";

const { hypot } = Math;

/** A straight line: cosine · x + sine · y = offset, counted from the photograph's middle. */
export interface StraightLine {
  readonly cosine: number;
  readonly sine: number;
  readonly offset: number;
}

type Vector = readonly [number, number, number];

const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * Where a rectangle's other two corners must be, when a camera sees two opposite sides on `one` and `other` and a third side on
 * `across`: the planes through the lens and each line hold the rectangle's sides, which are at right angles (Zhang and He 2007).
 *
 * @param focal the lens's focal length in the photograph's pixels
 * @param ratio how long the first two sides are, as a part of the third
 * @param towards which way, from the third side, the rectangle lies in the photograph
 * @returns the far ends of `one` and `other`; undefined when no camera sees it so
 */
export function farCorners(
  one: StraightLine,
  other: StraightLine,
  across: StraightLine,
  focal: number,
  ratio: number,
  towards: Point,
): readonly [Point, Point] | undefined {
  const plane = ({ cosine, sine, offset }: StraightLine): Vector => [cosine * focal, sine * focal, -offset];
  const [first, second, third] = [plane(one), plane(other), plane(across)];
  const along = cross(first, second);
  const down = cross(third, along);
  const facing = cross(along, down);
  let near = cross(first, third);
  let opposite = cross(second, third);
  if (near[2] < 0) near = [-near[0], -near[1], -near[2]];
  if (opposite[2] < 0) opposite = [-opposite[0], -opposite[1], -opposite[2]];
  const [depth, otherDepth] = [dot(facing, near), dot(facing, opposite)];
  if (depth * otherDepth <= 0) return undefined;
  const scale = depth / otherDepth;
  opposite = [opposite[0] * scale, opposite[1] * scale, opposite[2] * scale];
  const side = hypot(opposite[0] - near[0], opposite[1] - near[1], opposite[2] - near[2]);
  const length = hypot(along[0], along[1], along[2]);
  if (length === 0 || near[2] === 0) return undefined;
  for (const way of [1, -1]) {
    const step = (way * ratio * side) / length;
    const corner = ([x, y, z]: Vector): Point | undefined => {
      const far = z + step * along[2];
      return far > 0.05 * z ? { x: (focal * (x + step * along[0])) / far, y: (focal * (y + step * along[1])) / far } : undefined;
    };
    const [a, b] = [corner(near), corner(opposite)];
    if (!a || !b) continue;
    const [startX, startY] = [(focal * near[0]) / near[2], (focal * near[1]) / near[2]];
    if ((a.x - startX) * towards.x + (a.y - startY) * towards.y > 0) return [a, b];
  }
  return undefined;
}
