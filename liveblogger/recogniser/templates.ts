import { inflateRawSync } from "node:zlib";
import type { DeckIndex } from "./index-contract.ts";
import { type Template, UNIT } from "./vision/align.ts";
import { type Block, blocksOf, type Halved, halve } from "./vision/block-matching.ts";
import { type GreyImage, resize } from "./vision/grey-image.ts";
import { scaling } from "./vision/homography.ts";
import { localNormalise, soften } from "./vision/local-normalise.ts";

const { max, min, round, sqrt } = Math;

/** Coarse templates have a quarter of the fine ones' width and height. */
export const COARSER = 4;
/** From a coarse template's pixels to a fine one's, and back. */
export const FINER = scaling(COARSER);
export const COARSEN = scaling(1 / COARSER);

/** What counts as around a pixel, when it is locally normalised: half the side of a square. */
export const FINE_RADIUS = 8;
export const COARSE_RADIUS = 4;

/** Pixels of a fine template, about. */
const AREA = 57_600;

/** The size of a deck's fine templates: the slides' shape, divisible by `COARSER`. */
export function templateSize(aspect: number): { width: number; height: number } {
  const shape = min(3, max(1 / 3, aspect));
  const multiple = (value: number): number => round(value / (2 * COARSER)) * 2 * COARSER;
  return { width: multiple(sqrt(AREA * shape)), height: multiple(sqrt(AREA / shape)) };
}

/** A slide's picture as a template of this size. */
export function makeTemplate(slide: GreyImage, width: number, height: number, radius: number): Int8Array {
  const small = resize(slide, width, height);
  const normal = new Float32Array(width * height);
  localNormalise(new Float32Array(small.data), width, height, radius, normal);
  const template = new Int8Array(normal.length);
  for (let i = 0; i < template.length; i++) template[i] = round((normal[i] as number) * UNIT);
  return template;
}

/** The slides' mean and variance at every pixel. */
function commonOf(coarse: Int8Array, slides: number, size: number): { mean: Float32Array; variety: Float32Array } {
  const sums = new Float32Array(size);
  const squares = new Float32Array(size);
  for (let slide = 0, at = 0; slide < slides; slide++) {
    for (let i = 0; i < size; i++, at++) {
      const value = coarse[at] as number;
      sums[i] = (sums[i] as number) + value;
      squares[i] = (squares[i] as number) + value * value;
    }
  }
  const mean = sums.map((sum) => sum / slides);
  return { mean, variety: squares.map((square, i) => square / slides - (mean[i] as number) ** 2) };
}

/** The length of what a slide has beside the mean. */
function ownNorm(coarse: Int8Array, from: number, mean: Float32Array): number {
  let square = 0;
  for (let i = 0; i < mean.length; i++) square += ((coarse[from + i] as number) - (mean[i] as number)) ** 2;
  return sqrt(square);
}

const norm = (data: Int8Array, from: number, to: number): number => {
  let square = 0;
  for (let i = from; i < to; i++) square += (data[i] as number) ** 2;
  return sqrt(square);
};

function softened({ width, height, data }: Template): Template {
  const pixels = new Float32Array(data);
  soften(pixels, width, height);
  const soft = new Int8Array(pixels.length);
  for (let i = 0; i < soft.length; i++) soft[i] = round(pixels[i] as number);
  return { width, height, data: soft, norm: norm(soft, 0, soft.length) };
}

/** Slides whose fine templates are kept inflated, 15 MB, and whose blocks are kept. */
const KEPT = 256;

/** Keeps what was made of a slide, and lets go of what was kept longest. */
function keep<Made>(kept: Map<number, Made>, slide: number, made: Made): Made {
  kept.set(slide, made);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as number);
  return made;
}

/** Of so many slides the mean is taken, and of fewer than this there is none. */
const SAMPLED = 32;
const FEWEST = 6;
/** Of squared differences of bytes: what rounding makes is less. */
const LEAST_VARIETY = 1;

/** A deck's templates, those that were used last kept at hand. */
export class Templates {
  readonly coarseNorms: Float32Array;
  /** for each pixel of a coarse template: how much the deck's slides differ there */
  readonly variety: Float32Array;
  readonly isVaried: boolean;
  /** … and what they have in common there */
  readonly mean: Float32Array;
  /** the norm of what each coarse template has beside that */
  readonly ownNorms: Float32Array;
  readonly #index: DeckIndex;
  readonly #fine = new Map<number, Template>();
  #common: Float32Array | undefined;
  #halvedCommon: Halved | undefined;
  readonly #soft = new Map<number, Template>();
  readonly #blocks = new Map<number, readonly Block[]>();

  constructor(index: DeckIndex) {
    this.#index = index;
    const size = index.coarse.length / index.slideCount;
    this.coarseNorms = Float32Array.from({ length: index.slideCount }, (_, slide) =>
      norm(index.coarse, slide * size, (slide + 1) * size),
    );
    const { mean, variety } = commonOf(index.coarse, index.slideCount, size);
    this.mean = mean;
    this.variety = variety;
    this.isVaried = variety.some((value) => value > LEAST_VARIETY);
    this.ownNorms = Float32Array.from({ length: index.slideCount }, (_, slide) => ownNorm(index.coarse, slide * size, mean));
  }

  coarse(slide: number): Template {
    const { width, height, coarse } = this.#index;
    const size = (width * height) / COARSER ** 2;
    return {
      width: width / COARSER,
      height: height / COARSER,
      data: coarse.subarray(slide * size, (slide + 1) * size),
      norm: this.coarseNorms[slide] as number,
    };
  }

  /** The mean of some slides' fine templates, in units of 1: what is on all of them. */
  common(): Float32Array {
    this.#common ??= this.#meanOf(SAMPLED);
    return this.#common;
  }

  #meanOf(most: number): Float32Array {
    const { slideCount, width, height } = this.#index;
    const mean = new Float32Array(width * height);
    if (slideCount < FEWEST) return mean;
    const count = min(most, slideCount);
    for (let i = 0; i < count; i++) {
      const { data } = this.fine(Math.floor(((i + 0.5) * slideCount) / count));
      for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] as number) + (data[at] as number) / UNIT / count;
    }
    return mean;
  }

  /** The coarse template, blurred as `soften` does. */
  soft(slide: number): Template {
    const kept = this.#soft.get(slide);
    if (kept) return kept;
    const template = softened(this.coarse(slide));
    this.#soft.set(slide, template);
    return template;
  }

  /** The slide's print in blocks, those with most print first. */
  blocks(slide: number): readonly Block[] {
    const kept = this.#blocks.get(slide);
    if (kept) return kept;
    const { width, height } = this.#index;
    this.#halvedCommon ??= halve(this.common(), width, height);
    const blocks = blocksOf(halve(this.fine(slide).data, width, height, UNIT), this.#halvedCommon);
    return keep(this.#blocks, slide, blocks);
  }

  softFine(slide: number): Template {
    return softened(this.fine(slide));
  }

  fine(slide: number): Template {
    const kept = this.#fine.get(slide);
    if (kept) {
      this.#fine.delete(slide);
      this.#fine.set(slide, kept);
      return kept;
    }
    const { width, height, fine } = this.#index;
    const bytes = inflateRawSync(fine[slide] as Uint8Array, { maxOutputLength: width * height });
    const data = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const template = { width, height, data, norm: norm(data, 0, data.length) };
    return keep(this.#fine, slide, template);
  }
}
