import type { Point, Quad } from "../contract.ts";
import { boxBlur, type GreyImage } from "./grey-image.ts";
import { farCorners } from "./screen-shape.ts";

const { abs, atan2, ceil, cos, floor, hypot, max, min, PI, round, sign, sin, sqrt } = Math;

/** Directions of a line's normal: one for every two degrees, all the way round, for the normal points to the brighter side. */
const DIRECTIONS = 180;
/** Pixels between lines that are told apart. */
const APART = 2;
/** A gradient may vote for so many directions to either side of its own. */
const SPREAD = 2;
/** Gradients count as strong from so many levels a pixel; a stronger one does not count for more. */
const STRONG = 4;
/** How many lines are kept that are nearer to level than to upright, and how many others. */
const LEVEL = 16;
const UPRIGHT = 20;
/** How far to either side of a line its edge may be, for a lens bends it. */
const BESIDE = 2;
/** A side shorter than this share of the picture is none. */
const SHORTEST = 0.14;
/** How far beyond a corner a side must not go on, in pixels. */
const BEYOND = 10;
/** Focal lengths of usual lenses, in widths of the photograph. */
const FOCAL = [0.8, 1.1, 1.6];
/** What a side counts for that is not seen. */
const UNSEEN = 0.25;
/** What the sides' edges must come to, from 0 to 1. */
const LEAST = 0.3;
/** Quads whose corners are nearer, in pixels on average, are one. */
const SAME = 5;

interface Gradients {
  readonly width: number;
  readonly height: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** what noise makes of it */
  readonly noise: number;
}

/** x · cosine + y · sine = offset, from the picture's middle; brighter on the side of greater offsets. */
interface Line {
  readonly direction: number;
  readonly cosine: number;
  readonly sine: number;
  readonly offset: number;
  readonly votes: number;
  /** sums of how much of an edge there is, along the line, from `-reach` to `reach` */
  readonly edge: Float32Array;
  /** … and of how much of the line is in the picture */
  readonly inside: Float32Array;
}

export interface LineQuad {
  readonly quad: Quad;
  readonly score: number;
}

/**
 * Quads of straight edges, likeliest first: a screen's border shows as four lines even where the room is as bright as the slide. Lines
 * are found by a Hough transform of gradients; pairs of them are judged by how much of their sides is edge, and ends at the corners.
 */
export function lineQuads(picture: GreyImage, most: number, aspect: number): LineQuad[] {
  const gradients = gradientsOf(boxBlur(picture, 1));
  const lines = findLines(gradients);
  const level = lines.filter(({ cosine, sine }) => abs(sine) >= abs(cosine)).slice(0, LEVEL);
  const upright = lines.filter(({ cosine, sine }) => abs(sine) < abs(cosine)).slice(0, UPRIGHT);
  const found: LineQuad[] = [];
  const tops = pairs(level, (line) => line.offset * sign(line.sine));
  const lefts = pairs(upright, (line) => line.offset * sign(line.cosine));
  for (const [top, bottom] of tops)
    for (const [left, right] of lefts) {
      const quad = judge(top, right, bottom, left, gradients, aspect);
      if (quad) found.push(quad);
    }
  found.push(...threeSided(tops, lefts, level, upright, gradients, aspect));
  found.sort((a, b) => b.score - a.score);
  const kept: LineQuad[] = [];
  for (const one of found) {
    if (kept.every((other) => far(one.quad, other.quad) > SAME)) kept.push(one);
    if (kept.length === most) break;
  }
  const back = (p: Point): Point => ({ x: p.x + (picture.width - 1) / 2, y: p.y + (picture.height - 1) / 2 });
  return kept.map(({ quad, score }) => ({ quad: quad.map(back) as unknown as Quad, score }));
}

function far(a: Quad, b: Quad): number {
  let sum = 0;
  for (let i = 0; i < 4; i++) sum += hypot((a[i] as Point).x - (b[i] as Point).x, (a[i] as Point).y - (b[i] as Point).y) / 4;
  return sum;
}

function gradientsOf({ width, height, data }: GreyImage): Gradients {
  const x = new Float32Array(width * height);
  const y = new Float32Array(width * height);
  const histogram = new Uint32Array(256);
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1, at = row * width + 1; column < width - 1; column++, at++) {
      const [nw, n, ne] = [data[at - width - 1] as number, data[at - width] as number, data[at - width + 1] as number];
      const [sw, s, se] = [data[at + width - 1] as number, data[at + width] as number, data[at + width + 1] as number];
      const [w, e] = [data[at - 1] as number, data[at + 1] as number];
      const gx = (3 * (ne - nw + se - sw) + 10 * (e - w)) / 32;
      const gy = (3 * (sw - nw + se - ne) + 10 * (s - n)) / 32;
      x[at] = gx;
      y[at] = gy;
      const bin = min(255, (abs(gx) + abs(gy)) * 8) | 0;
      histogram[bin] = (histogram[bin] as number) + 1;
    }
  }
  let [seen, bin] = [0, 0];
  while (bin < 255 && seen < 0.4 * width * height) seen += histogram[bin++] as number;
  return { width, height, x, y, noise: bin / 8 };
}

function findLines(gradients: Gradients): Line[] {
  const { width, height, x, y, noise } = gradients;
  const reach = ceil(hypot(width, height) / 2 / APART) + 2;
  const offsets = 2 * reach + 1;
  const votes = new Float32Array(DIRECTIONS * offsets);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const cosines = Float32Array.from({ length: DIRECTIONS }, (_, i) => cos((2 * PI * i) / DIRECTIONS));
  const sines = Float32Array.from({ length: DIRECTIONS }, (_, i) => sin((2 * PI * i) / DIRECTIONS));
  const least = max(0.8, 1.5 * noise);
  for (let row = 2; row < height - 2; row++) {
    for (let column = 2, at = row * width + 2; column < width - 2; column++, at++) {
      const gx = x[at] as number;
      const gy = y[at] as number;
      const square = gx * gx + gy * gy;
      if (square < least * least) continue;
      // the strongest across the edge only
      const across =
        abs(gx) > abs(gy)
          ? abs(gy) > 0.41 * abs(gx)
            ? gx * gy > 0
              ? width + 1
              : 1 - width
            : 1
          : abs(gx) > 0.41 * abs(gy)
            ? gx * gy > 0
              ? width + 1
              : width - 1
            : width;
      const before = (x[at - across] as number) ** 2 + (y[at - across] as number) ** 2;
      const after = (x[at + across] as number) ** 2 + (y[at + across] as number) ** 2;
      if (before > square || after >= square) continue;
      const weight = sqrt(min(1, sqrt(square) / STRONG));
      const own = (atan2(gy, gx) / (2 * PI)) * DIRECTIONS;
      for (let step = -SPREAD; step <= SPREAD; step++) {
        const direction = (round(own) + step + DIRECTIONS) % DIRECTIONS;
        const place =
          ((column - middleX) * (cosines[direction] as number) + (row - middleY) * (sines[direction] as number)) / APART + reach;
        const low = floor(place);
        const part = place - low;
        const cell = direction * offsets + low;
        votes[cell] = (votes[cell] as number) + weight * (1 - part);
        votes[cell + 1] = (votes[cell + 1] as number) + weight * part;
      }
    }
  }
  const shortest = SHORTEST * min(width, height);
  const peaks: { direction: number; at: number; votes: number }[] = [];
  for (let direction = 0; direction < DIRECTIONS; direction++)
    for (let at = 1; at < offsets - 1; at++) {
      const own = votes[direction * offsets + at] as number;
      if (own >= shortest / 3 && isPeak(votes, direction, at, offsets)) peaks.push({ direction, at, votes: own });
    }
  peaks.sort((a, b) => b.votes - a.votes);
  let [level, upright] = [0, 0];
  const lines: Line[] = [];
  for (const { direction, at, votes: count } of peaks) {
    const [cosine, sine] = [cosines[direction] as number, sines[direction] as number];
    if (abs(sine) >= abs(cosine) ? level++ >= LEVEL : upright++ >= UPRIGHT) continue;
    const [before, own, after] = [-1, 0, 1].map((step) => votes[direction * offsets + at + step] as number) as [
      number,
      number,
      number,
    ];
    const offset = (at - reach + (after - before) / 2 / max(1e-6, own + max(before, after))) * APART;
    lines.push({ direction, cosine, sine, offset, votes: count, ...along(gradients, cosine, sine, offset) });
  }
  return lines;
}

function isPeak(votes: Float32Array, direction: number, at: number, offsets: number): boolean {
  const own = votes[direction * offsets + at] as number;
  for (let turn = -3; turn <= 3; turn++) {
    const row = ((direction + turn + DIRECTIONS) % DIRECTIONS) * offsets;
    for (let step = -2; step <= 2; step++) {
      const to = at + step;
      if ((turn === 0 && step === 0) || to < 0 || to >= offsets) continue;
      const other = votes[row + to] as number;
      if (other > own || (other === own && (turn < 0 || (turn === 0 && step < 0)))) return false;
    }
  }
  return true;
}

/** How much of an edge there is along a line. */
function along(
  { width, height, x, y, noise }: Gradients,
  cosine: number,
  sine: number,
  offset: number,
): { edge: Float32Array; inside: Float32Array } {
  const reach = ceil(hypot(width, height));
  const edge = new Float32Array(2 * reach + 2);
  const inside = new Float32Array(2 * reach + 2);
  const [middleX, middleY] = [(width - 1) / 2 + offset * cosine, (height - 1) / 2 + offset * sine];
  for (let t = -reach, to = 1; t <= reach; t++, to++) {
    const [px, py] = [middleX - t * sine, middleY + t * cosine];
    let strongest = 0;
    let seen = 0;
    for (let aside = -BESIDE; aside <= BESIDE; aside++) {
      const [column, row] = [round(px + aside * cosine), round(py + aside * sine)];
      if (column < 2 || row < 2 || column >= width - 2 || row >= height - 2) continue;
      seen = 1;
      const at = row * width + column;
      const steep = (x[at] as number) * cosine + (y[at] as number) * sine;
      if (steep > strongest) strongest = steep;
    }
    const clear = max(0, strongest - noise);
    edge[to] = (edge[to - 1] as number) + clear / (clear + STRONG / 4);
    inside[to] = (inside[to - 1] as number) + seen;
  }
  return { edge, inside };
}

/** Two lines each, the one with the smaller place first. */
function pairs(lines: readonly Line[], place: (line: Line) => number): [Line, Line][] {
  return lines.flatMap((one, i) =>
    lines.slice(i + 1).map((other): [Line, Line] => (place(one) <= place(other) ? [one, other] : [other, one])),
  );
}

/** Quads of which one side is out of sight, or hidden: the screen's shape says where it must be. */
function threeSided(
  tops: readonly [Line, Line][],
  lefts: readonly [Line, Line][],
  level: readonly Line[],
  upright: readonly Line[],
  gradients: Gradients,
  aspect: number,
): LineQuad[] {
  const found: LineQuad[] = [];
  const keep = (quad: Quad, sides: readonly (Line | undefined)[]): void => {
    const score = judgeSides(quad, sides, gradients);
    if (score !== undefined) found.push({ quad, score });
  };
  for (const [top, bottom] of tops)
    for (const side of upright) {
      const [upper, lower] = [meet(top, side), meet(bottom, side)];
      if (!upper || !lower || !isSeen(upper, gradients) || !isSeen(lower, gradients)) continue;
      if (edgeShare(side, upper, lower) < LEAST) continue;
      for (const focal of FOCAL)
        for (const way of [1, -1]) {
          const ends = farCorners(top, bottom, side, focal * gradients.width, aspect, { x: way, y: 0 });
          if (!ends) continue;
          if (way > 0) keep([upper, ends[0], ends[1], lower], [top, undefined, bottom, side]);
          else keep([ends[0], upper, lower, ends[1]], [top, side, bottom, undefined]);
        }
    }
  for (const [left, right] of lefts)
    for (const side of level) {
      const [one, other] = [meet(left, side), meet(right, side)];
      if (!one || !other || !isSeen(one, gradients) || !isSeen(other, gradients)) continue;
      if (edgeShare(side, one, other) < LEAST) continue;
      for (const focal of FOCAL)
        for (const way of [1, -1]) {
          const ends = farCorners(left, right, side, focal * gradients.width, 1 / aspect, { x: 0, y: way });
          if (!ends) continue;
          if (way > 0) keep([one, other, ends[1], ends[0]], [side, right, undefined, left]);
          else keep([ends[0], ends[1], other, one], [undefined, right, side, left]);
        }
    }
  return found;
}

const isSeen = ({ x, y }: Point, { width, height }: Gradients): boolean => abs(x) < 0.65 * width && abs(y) < 0.65 * height;

/** How much of a side is edge: what must be seen of the third before its quads are worth a look. */
function edgeShare(side: Line, from: Point, to: Point): number {
  const [a, b] = [placeOn(side, from), placeOn(side, to)];
  const seen = between(side.inside, min(a, b), max(a, b));
  return seen > 0 ? between(side.edge, min(a, b), max(a, b)) / seen : 0;
}

function judge(top: Line, right: Line, bottom: Line, left: Line, gradients: Gradients, aspect: number): LineQuad | undefined {
  const corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
  if (corners.some((corner) => corner === undefined)) return undefined;
  const quad = corners as unknown as Quad;
  const score = judgeSides(quad, [top, right, bottom, left], gradients);
  if (score === undefined) return undefined;
  return { quad, score: score - misshapen(quad, [top, right, bottom, left], gradients.width, aspect) };
}

/** What is taken off for sides that no usual lens sees of a screen of this shape. */
function misshapen(quad: Quad, [top, right, bottom]: readonly [Line, Line, Line, Line], width: number, aspect: number): number {
  const size = hypot(quad[2].x - quad[0].x, quad[2].y - quad[0].y);
  let nearest = 1;
  for (const focal of FOCAL) {
    const ends = farCorners(top, bottom, right, focal * width, aspect, { x: -1, y: 0 });
    if (!ends) continue;
    const off = (hypot(ends[0].x - quad[0].x, ends[0].y - quad[0].y) + hypot(ends[1].x - quad[3].x, ends[1].y - quad[3].y)) / 2;
    nearest = min(nearest, off / size);
  }
  return min(0.25, max(0, nearest - 0.03) * 1.5);
}

/** @param sides top, right, bottom, left; undefined for one that is not seen */
function judgeSides(quad: Quad, sides: readonly (Line | undefined)[], { width, height }: Gradients): number | undefined {
  const shortest = SHORTEST * min(width, height);
  const [mostX, mostY] = [0.72 * width, 0.72 * height];
  let [sum, all, inward, outward, least] = [0, 0, 0, 0, 1];
  for (const { x, y } of quad) if (abs(x) > mostX || abs(y) > mostY) return undefined;
  const [centreX, centreY] = [(quad[0].x + quad[2].x) / 2, (quad[0].y + quad[2].y) / 2];
  for (let i = 0; i < 4; i++) {
    const [from, to] = [quad[i] as Point, quad[(i + 1) % 4] as Point];
    const length = hypot(to.x - from.x, to.y - from.y);
    if (length < shortest) return undefined;
    all += length;
    const line = sides[i];
    if (!line) {
      sum += UNSEEN * length;
      least = min(least, UNSEEN);
      continue;
    }
    const [a, b] = [placeOn(line, from), placeOn(line, to)];
    const [low, high] = [min(a, b), max(a, b)];
    const seen = between(line.inside, low, high);
    const beyond = between(line.edge, low - BEYOND, low - 3) + between(line.edge, high + 3, high + BEYOND);
    const share = seen > 0.2 * length ? between(line.edge, low, high) / seen : UNSEEN;
    least = min(least, share);
    sum += length * share - 1.2 * beyond;
    if (centreX * line.cosine + centreY * line.sine > line.offset) inward += length;
    else outward += length;
  }
  if (sum < LEAST * all) return undefined;
  return sum / all + 0.3 * least + 0.12 * (abs(inward - outward) / all) + 0.25 * (all / (2 * (width + height)));
}

const placeOn = ({ cosine, sine }: Line, { x, y }: Point): number => y * cosine - x * sine;

function between(sums: Float32Array, low: number, high: number): number {
  const reach = (sums.length - 2) / 2;
  const at = (place: number): number => sums[min(sums.length - 1, max(0, round(place) + reach + 1))] as number;
  return at(high) - at(low);
}

function meet(one: Line, other: Line): Point | undefined {
  const determinant = one.cosine * other.sine - one.sine * other.cosine;
  if (abs(determinant) < 0.3) return undefined;
  return {
    x: (one.offset * other.sine - other.offset * one.sine) / determinant,
    y: (one.cosine * other.offset - other.cosine * one.offset) / determinant,
  };
}
