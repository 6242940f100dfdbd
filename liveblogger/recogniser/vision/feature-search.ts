import { distance, type Features, WORDS } from "./features.ts";
import { seededRandom } from "./random.ts";

/** Features of the photograph and what they look like in the index. */
export interface Matches {
  readonly count: number;
  readonly query: Uint32Array;
  readonly found: Uint32Array;
  readonly distance: Uint8Array;
}

/** How many lists are kept: with more, fewer like features are missed, and each search takes longer. */
const TABLES = 8;
/** Features in a list, about. */
const LENGTH = 16;
/** A longer list is of something that is everywhere, such as a bullet: it tells nothing and costs much. */
const LONGEST = 10 * LENGTH;
/** Descriptors that differ in more bits are not alike. */
const FARTHEST = 72;
/** How many alike ones are kept for each. */
const KEPT = 3;

/**
 * Finds like descriptors among very many without looking at all of them (locality-sensitive hashing): each of eight tables
 * lists the descriptors by some of their bits, and only those in the same list as the one sought are compared.
 */
export class FeatureSearch {
  readonly #descriptors: Uint32Array;
  readonly #tables: readonly { bits: Uint8Array; starts: Uint32Array; members: Uint32Array }[];
  readonly #seen: Uint32Array;
  #search = 0;

  constructor(descriptors: Uint32Array) {
    const count = descriptors.length / WORDS;
    const width = Math.min(18, Math.max(8, Math.round(Math.log2(count / LENGTH + 1))));
    const random = seededRandom(0xdec_15);
    this.#descriptors = descriptors;
    this.#seen = new Uint32Array(count);
    this.#tables = Array.from({ length: TABLES }, () => {
      const bits = Uint8Array.from(distinct(width, 256, random));
      const keys = Uint32Array.from({ length: count }, (_, i) => keyOf(descriptors, i * WORDS, bits));
      const starts = new Uint32Array(2 ** width + 1);
      for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
      for (let key = 0; key < 2 ** width; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
      const next = starts.slice();
      const members = new Uint32Array(count);
      for (let i = 0; i < count; i++) {
        const key = keys[i] as number;
        members[next[key] as number] = i;
        next[key] = (next[key] as number) + 1;
      }
      return { bits, starts, members };
    });
  }

  match({ count, descriptors }: Features): Matches {
    const query: number[] = [];
    const found: number[] = [];
    const distances: number[] = [];
    const best = new Uint32Array(KEPT);
    const near = new Uint16Array(KEPT);
    for (let i = 0; i < count; i++) {
      const search = ++this.#search;
      near.fill(FARTHEST + 1);
      for (const { bits, starts, members } of this.#tables) {
        const key = keyOf(descriptors, i * WORDS, bits);
        const end = starts[key + 1] as number;
        let at = starts[key] as number;
        if (end - at > LONGEST) continue;
        for (; at < end; at++) {
          const candidate = members[at] as number;
          if (this.#seen[candidate] === search) continue;
          this.#seen[candidate] = search;
          const far = distance(descriptors, i * WORDS, this.#descriptors, candidate * WORDS);
          if (far >= (near[KEPT - 1] as number)) continue;
          let place = KEPT - 1;
          for (; place > 0 && (near[place - 1] as number) > far; place--) {
            near[place] = near[place - 1] as number;
            best[place] = best[place - 1] as number;
          }
          near[place] = far;
          best[place] = candidate;
        }
      }
      for (let k = 0; k < KEPT && (near[k] as number) <= FARTHEST; k++) {
        query.push(i);
        found.push(best[k] as number);
        distances.push(near[k] as number);
      }
    }
    return {
      count: query.length,
      query: Uint32Array.from(query),
      found: Uint32Array.from(found),
      distance: Uint8Array.from(distances),
    };
  }
}

function keyOf(descriptors: Uint32Array, at: number, bits: Uint8Array): number {
  let key = 0;
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i] as number;
    key = (key << 1) | (((descriptors[at + (bit >> 5)] as number) >>> (bit & 31)) & 1);
  }
  return key;
}

function distinct(count: number, below: number, random: () => number): Set<number> {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(random() * below));
  return chosen;
}
