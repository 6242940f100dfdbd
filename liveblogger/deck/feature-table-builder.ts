import type { FeatureTable } from "../recogniser/index-contract.ts";
import { SLIDE_SEARCH, SLIDE_WIDTH } from "../recogniser/slide-features.ts";
import { distance, type Features, WORDS } from "../recogniser/vision/features.ts";

/** Features whose descriptors differ in no more bits, in the same place, are one. */
const SAME = 16;
/** … and so near, in pixels of a slide `SLIDE_WIDTH` wide. */
const NEAR = 2;
const CELL = 8;

/** Gathers the slides' features; what several slides share is kept once, with the list of slides. */
export class FeatureTableBuilder {
  #count = 0;
  #descriptors = new Uint32Array(WORDS << 12);
  #places = new Float32Array(2 << 12);
  readonly #places16: number[] = [];
  readonly #levels: number[] = [];
  readonly #slides: number[][] = [];
  readonly #cells = new Map<number, number[]>();

  add(slide: number, features: Features, width: number, height: number): void {
    for (let i = 0; i < features.count; i++) {
      const x = features.x[i] as number;
      const y = features.y[i] as number;
      const level = Math.round(Math.log(features.size[i] as number) / Math.log(SLIDE_SEARCH.step));
      const known = this.#find(features, i, x, y, level);
      if (known !== undefined) {
        const slides = this.#slides[known] as number[];
        if (slides.at(-1) !== slide) slides.push(slide);
        continue;
      }
      this.#append(features, i, x, y);
      this.#places16.push(scaled(x, width), scaled(y, height));
      this.#levels.push(level);
      this.#slides.push([slide]);
      const key = cellKey(Math.floor(x / CELL), Math.floor(y / CELL), level);
      const cell = this.#cells.get(key);
      if (cell) cell.push(this.#count);
      else this.#cells.set(key, [this.#count]);
      this.#count++;
    }
  }

  finish(): FeatureTable {
    const firstSlide = new Uint32Array(this.#count + 1);
    this.#slides.forEach((slides, i) => {
      firstSlide[i + 1] = (firstSlide[i] as number) + slides.length;
    });
    return {
      count: this.#count,
      descriptors: this.#descriptors.slice(0, this.#count * WORDS),
      places: Uint16Array.from(this.#places16),
      levels: Uint8Array.from(this.#levels),
      firstSlide,
      slides: Uint16Array.from(this.#slides.flat()),
    };
  }

  #find(features: Features, i: number, x: number, y: number, level: number): number | undefined {
    for (let cellY = Math.floor((y - NEAR) / CELL); cellY <= Math.floor((y + NEAR) / CELL); cellY++) {
      for (let cellX = Math.floor((x - NEAR) / CELL); cellX <= Math.floor((x + NEAR) / CELL); cellX++) {
        for (const known of this.#cells.get(cellKey(cellX, cellY, level)) ?? []) {
          const near =
            Math.abs((this.#places[2 * known] as number) - x) <= NEAR &&
            Math.abs((this.#places[2 * known + 1] as number) - y) <= NEAR;
          if (near && distance(features.descriptors, i * WORDS, this.#descriptors, known * WORDS) <= SAME) return known;
        }
      }
    }
    return undefined;
  }

  #append(features: Features, i: number, x: number, y: number): void {
    if ((this.#count + 1) * WORDS > this.#descriptors.length) {
      const descriptors = new Uint32Array(this.#descriptors.length * 2);
      descriptors.set(this.#descriptors);
      this.#descriptors = descriptors;
      const places = new Float32Array(this.#places.length * 2);
      places.set(this.#places);
      this.#places = places;
    }
    this.#descriptors.set(features.descriptors.subarray(i * WORDS, (i + 1) * WORDS), this.#count * WORDS);
    this.#places[2 * this.#count] = x;
    this.#places[2 * this.#count + 1] = y;
  }
}

const COLUMNS = SLIDE_WIDTH / CELL + 2;
const cellKey = (x: number, y: number, level: number): number => ((y + 1) * COLUMNS + x + 1) * 8 + level;

const scaled = (value: number, size: number): number =>
  Math.min(65_535, Math.max(0, Math.round(((value + 0.5) / size) * 65_535)));
