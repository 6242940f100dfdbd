import { findCorners } from "./corners.ts";
import { boxBlur, type GreyImage, rescale } from "./grey-image.ts";
import { seededRandom } from "./random.ts";

const { PI, cos, hypot, imul, log, min, round, sqrt } = Math;

/** Local features of a picture: corners at several sizes. */
export interface Features {
  readonly count: number;
  /** in pixels of the picture */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** how many pixels of the picture one pixel was, where the corner was found */
  readonly size: Float32Array;
  /** eight 32-bit words each: which of 256 pairs of points around the corner have the first darker */
  readonly descriptors: Uint32Array;
}

/** 32-bit words in a descriptor. */
export const WORDS = 8;

/** Points of a descriptor lie in a disc of this radius. */
const RADIUS = 17;
const MARGIN = RADIUS + 3;

/** Pairs of points around a corner, for all pictures the same: x, y, x, y each (BRIEF, Calonder et al. 2010). */
const PAIRS = ((): Float32Array => {
  const random = seededRandom(0x51_1de);
  const normal = (): number => sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
  const point = (): [number, number] => {
    for (;;) {
      const x = normal() * RADIUS * 0.45;
      const y = normal() * RADIUS * 0.45;
      if (hypot(x, y) <= RADIUS) return [x, y];
    }
  };
  return Float32Array.from(Array.from({ length: WORDS * 32 }, () => [...point(), ...point()]).flat());
})();

interface Level {
  readonly size: number;
  readonly smooth: GreyImage;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly count: number;
}

/** Corners that have been found and wait to be described, upright or turned. */
export interface FoundCorners {
  readonly levels: readonly Level[];
  readonly count: number;
}

export interface Search {
  /** each level is smaller than the one before by this factor */
  readonly step: number;
  readonly levels: number;
  /** corners in all */
  readonly most: number;
  /** see `findCorners` */
  readonly threshold: number;
}

/** Corners at every level of a pyramid; coarse levels, which blur harms least, get more than their share of pixels. */
export function findFeatures(image: GreyImage, { step, levels, most, threshold }: Search): FoundCorners {
  const share = Array.from({ length: levels }, (_, level) => step ** -level);
  const shares = share.reduce((sum, value) => sum + value, 0);
  const found: Level[] = [];
  let count = 0;
  let current = image;
  for (let level = 0; level < levels; level++) {
    const size = step ** level;
    const width = round(image.width / size);
    const height = round(image.height / size);
    if (min(width, height) < 4 * MARGIN) break;
    if (level > 0) current = rescale(current, width, height);
    const corners = findCorners(current, threshold, round((most * (share[level] as number)) / shares), MARGIN);
    found.push({ size: image.width / width, smooth: boxBlur(current, 2), ...corners });
    count += corners.count;
  }
  return { levels: found, count };
}

/** Describes the corners as they look when the picture is turned by `angle` (radians, counted from x to y). */
export function describe({ levels, count }: FoundCorners, angle = 0): Features {
  const features = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    size: new Float32Array(count),
    descriptors: new Uint32Array(count * WORDS),
  };
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  let to = 0;
  for (const { size, smooth, x, y, count: here } of levels) {
    const offsets = new Int32Array(PAIRS.length / 2);
    for (let i = 0; i < offsets.length; i++) {
      const px = PAIRS[2 * i] as number;
      const py = PAIRS[2 * i + 1] as number;
      offsets[i] = round(sine * px + cosine * py) * smooth.width + round(cosine * px - sine * py);
    }
    for (let i = 0; i < here; i++, to++) {
      const centre = (y[i] as number) * smooth.width + (x[i] as number);
      features.x[to] = ((x[i] as number) + 0.5) * size - 0.5;
      features.y[to] = ((y[i] as number) + 0.5) * size - 0.5;
      features.size[to] = size;
      for (let word = 0; word < WORDS; word++) {
        let bits = 0;
        for (let bit = 0; bit < 32; bit++) {
          const pair = 2 * (word * 32 + bit);
          const first = smooth.data[centre + (offsets[pair] as number)] as number;
          const second = smooth.data[centre + (offsets[pair + 1] as number)] as number;
          if (first < second) bits |= 1 << bit;
        }
        features.descriptors[to * WORDS + word] = bits;
      }
    }
  }
  return features;
}

/** In how many of their 256 bits two descriptors differ. */
export function distance(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  let sum = 0;
  for (let word = 0; word < WORDS; word++) {
    let bits = (a[atA + word] as number) ^ (b[atB + word] as number);
    bits -= (bits >>> 1) & 0x5555_5555;
    bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
    bits = (bits + (bits >>> 4)) & 0x0f0f_0f0f;
    sum += imul(bits, 0x0101_0101) >>> 24;
  }
  return sum;
}
