import type { GreyImage } from "./grey-image.ts";

/** Corners in one picture, strongest first within every neighbourhood. */
export interface Corners {
  readonly count: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
}

// biome-ignore format: it is read as a circle
const CIRCLE: readonly (readonly [number, number])[] = [
  [0, -3], [1, -3], [2, -2], [3, -1], [3, 0], [3, 1], [2, 2], [1, 3],
  [0, 3], [-1, 3], [-2, 2], [-3, 1], [-3, 0], [-3, -1], [-2, -2], [-1, -3],
];
const ARC = 9;

/** For every set of the circle's sixteen pixels: do nine in a row belong to it? */
const HAS_ARC = Uint8Array.from({ length: 65_536 }, (_, set) => {
  for (let start = 0; start < 16; start++) {
    let length = 0;
    while (length < ARC && (set >> ((start + length) & 15)) & 1) length++;
    if (length === ARC) return 1;
  }
  return 0;
});

/**
 * FAST-9 corners (Rosten and Drummond 2006): pixels that nine in a row of the circle around them are all brighter than, or
 * all darker, by `threshold`. The strongest of a neighbourhood only, spread evenly: each square of `cell` pixels gives its
 * strongest first, then each its second, until there are `most`.
 *
 * @param margin no corners so near the border
 */
export function findCorners(image: GreyImage, threshold: number, most: number, margin: number, cell = 24): Corners {
  const { width, height, data } = image;
  const around = CIRCLE.map(([x, y]) => y * width + x);
  const [north, east, south, west] = [around[0], around[4], around[8], around[12]] as [number, number, number, number];
  const strength = new Uint16Array(width * height);
  const found: number[] = [];
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin, at = y * width + margin; x < width - margin; x++, at++) {
      const centre = data[at] as number;
      const high = centre + threshold;
      const low = centre - threshold;
      const n = data[at + north] as number;
      const s = data[at + south] as number;
      if (n <= high && n >= low && s <= high && s >= low) continue;
      const e = data[at + east] as number;
      const w = data[at + west] as number;
      if (e <= high && e >= low && w <= high && w >= low) continue;
      const brighter = +(n > high) + +(s > high) + +(e > high) + +(w > high);
      const darker = +(n < low) + +(s < low) + +(e < low) + +(w < low);
      if (brighter < 2 && darker < 2) continue;
      let set = 0;
      let sum = 0;
      if (brighter >= 2) {
        for (let k = 0; k < 16; k++) {
          const over = (data[at + (around[k] as number)] as number) - high;
          if (over > 0) {
            set |= 1 << k;
            sum += over;
          }
        }
      }
      if (!HAS_ARC[set] && darker >= 2) {
        set = sum = 0;
        for (let k = 0; k < 16; k++) {
          const under = low - (data[at + (around[k] as number)] as number);
          if (under > 0) {
            set |= 1 << k;
            sum += under;
          }
        }
      }
      if (!HAS_ARC[set]) continue;
      strength[at] = sum + 1;
      found.push(at);
    }
  }
  return spread(
    found.filter((at) => isStrongest(strength, at, width)),
    strength,
    width,
    most,
    cell,
  );
}

function isStrongest(strength: Uint16Array, at: number, width: number): boolean {
  const own = strength[at] as number;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const other = strength[at + dy * width + dx] as number;
      if (other > own || (other === own && (dy < 0 || (dy === 0 && dx < 0)))) return false;
    }
  }
  return true;
}

function spread(found: number[], strength: Uint16Array, width: number, most: number, cell: number): Corners {
  const columns = Math.ceil(width / cell);
  const cells = new Map<number, number[]>();
  for (const at of found) {
    const key = Math.floor(at / width / cell) * columns + Math.floor((at % width) / cell);
    const members = cells.get(key);
    if (members) members.push(at);
    else cells.set(key, [at]);
  }
  for (const members of cells.values()) members.sort((a, b) => (strength[b] as number) - (strength[a] as number) || a - b);
  const chosen: number[] = [];
  for (let rank = 0; chosen.length < most; rank++) {
    const rankth = [...cells.values()].flatMap((members) => members[rank] ?? []);
    if (rankth.length === 0) break;
    if (chosen.length + rankth.length > most) rankth.sort((a, b) => (strength[b] as number) - (strength[a] as number) || a - b);
    chosen.push(...rankth.slice(0, most - chosen.length));
  }
  return {
    count: chosen.length,
    x: Uint16Array.from(chosen, (at) => at % width),
    y: Uint16Array.from(chosen, (at) => Math.floor(at / width)),
  };
}
