import type { DeckIndex } from "./index-contract.ts";
import { gainOf, resemblance } from "./resemblance.ts";
import { tellsApart } from "./telling-apart.ts";
import { COARSE_RADIUS, COARSEN, COARSER, FINE_RADIUS, FINER, type Templates } from "./templates.ts";
import { align, correlation, type View, view } from "./vision/align.ts";
import { compose, type Homography } from "./vision/homography.ts";
import type { Mipmap } from "./vision/rectify.ts";

/** A slide and how well it fits. */
export interface Scored {
  readonly slide: number;
  readonly score: number;
  readonly resemblance?: number;
}

/** What a guess has come to. */
export interface Sighting {
  /** coarse, from `COARSER`-th of the fine templates' pixels to the photograph */
  readonly seen: View;
  /** the slide it was moved to; settled: all slides, best first */
  readonly ranking: readonly Scored[];
  readonly score: number;
}

/** A guess that has more of the slide outside the photograph is none. */
const OUTSIDE = 0.4;
/** Squares are compared for slides whose correlation is so near the best's, and for some more. */
const RIVAL = 0.1;
const FEWEST = 4;
/** Of slides whose resemblances are nearer, one that is clearly shown where it differs from the first comes first. */
const ALMOST = 0.01;

/**
 * How all slides fit, seen coarsely and blurred, after the guess was moved to where one of its likeliest slides fits best: only then it
 * shows whether it was a good one. @param map from a fine template's pixels to the photograph's
 */
export function screen(picture: Mipmap, map: Homography, index: DeckIndex, templates: Templates, tries: number): Sighting {
  const [width, height] = [index.width / COARSER, index.height / COARSER];
  const start = view(picture, compose(map, FINER), width, height, COARSE_RADIUS, { soft: true });
  if (start.outside > OUTSIDE) return { seen: start, ranking: [], score: 0 };
  const ranking = rankAll(start, index, templates);
  let best: Sighting | undefined;
  for (const { slide } of ranking.slice(0, tries)) {
    const template = templates.soft(slide);
    const seen = align(picture, start, template, COARSE_RADIUS, 5, { soft: true });
    const score = correlation(seen, template.data, 0, template.norm);
    if (!best || score > best.score) best = { seen, ranking: [{ slide, score }], score };
  }
  return best as Sighting;
}

function rankAll(seen: View, index: DeckIndex, { coarseNorms }: Templates): Scored[] {
  const size = seen.pixels.length;
  return Array.from({ length: index.slideCount }, (_, slide) => ({
    slide,
    score: correlation(seen, index.coarse, slide * size, coarseNorms[slide] as number),
  })).sort((a, b) => b.score - a.score);
}

/**
 * All slides by how photograph and slide depart alike from what the deck's slides have in common: where a frame is most of what
 * is seen, correlation with the whole says which guess is good, but hardly which slide. @param seen coarse, as it is
 */
export function rankBesideCommon(seen: View, index: DeckIndex, { coarseNorms, ownNorms, mean }: Templates): Scored[] {
  const size = seen.pixels.length;
  const usual = coarseNorms.reduce((sum, one) => sum + one, 0) / coarseNorms.length;
  const gain = seen.norm > 0 ? usual / seen.norm : 0;
  const own = seen.pixels.map((pixel, i) => gain * pixel - (mean[i] as number));
  const common = own.reduce((sum, value, i) => sum + value * (mean[i] as number), 0);
  return Array.from({ length: index.slideCount }, (_, slide) => {
    const norm = ownNorms[slide] as number;
    return { slide, score: norm > 0 ? (product(own, index.coarse, slide * size) - common) / norm : 0 };
  }).sort((a, b) => b.score - a.score);
}

function product(own: Float32Array, coarse: Int8Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < own.length; i++) sum += (own[i] as number) * (coarse[at + i] as number);
  return sum;
}

/** All slides as the guess has them, not moved: where the border was seen well, moving it to a wrong slide does harm. */
export function unmoved(picture: Mipmap, map: Homography, index: DeckIndex, templates: Templates): Sighting {
  const seen = view(picture, compose(map, FINER), index.width / COARSER, index.height / COARSER, COARSE_RADIUS);
  const ranking = rankAll(seen, index, templates);
  return { seen, ranking, score: (ranking[0] as Scored).score };
}

/** Moves the guess to where its best slide fits best as it is, and looks at all slides again; twice if that is another. */
export function settle(
  picture: Mipmap,
  { seen: soft, ranking: [first] }: Sighting,
  index: DeckIndex,
  templates: Templates,
): Sighting {
  const [width, height] = [index.width / COARSER, index.height / COARSER];
  let seen = view(picture, soft.map, width, height, COARSE_RADIUS);
  let ranking = rankAll(seen, index, templates);
  let slide = (first as Scored).slide;
  for (let round = 0; round < 2; round++) {
    seen = align(picture, seen, templates.coarse(slide), COARSE_RADIUS, 6);
    ranking = rankAll(seen, index, templates);
    const leader = (ranking[0] as Scored).slide;
    if (leader === slide) break;
    slide = leader;
  }
  return { seen, ranking, score: (ranking[0] as Scored).score };
}

/** The guess seen finely, moved to where its best slide, blurred, fits best. */
export function sharpen(picture: Mipmap, { seen, ranking }: Sighting, { width, height }: DeckIndex, templates: Templates): View {
  const options = { soft: true, lens: true, stride: 2 };
  const start = view(picture, compose(seen.map, COARSEN), width, height, FINE_RADIUS, { bend: seen.bend, soft: true });
  const near = align(picture, start, templates.softFine((ranking[0] as Scored).slide), FINE_RADIUS, 8, options);
  return view(picture, near.map, width, height, FINE_RADIUS, { bend: near.bend });
}

/** How these slides fit, seen finely, best first. */
export function rankFinely(seen: View, slides: Iterable<number>, templates: Templates): readonly Scored[] {
  const scored = Array.from(slides, (slide) => {
    const template = templates.fine(slide);
    return { slide, score: correlation(seen, template.data, 0, template.norm) };
  }).sort((a, b) => b.score - a.score);
  const best = scored[0] as Scored;
  const gain = gainOf(seen, templates.fine(best.slide));
  const ranking = scored
    .filter(({ score }, rank) => rank < FEWEST || score > best.score - RIVAL)
    .map(({ slide, score }) => ({ slide, score, resemblance: resemblance(seen, templates.fine(slide), gain) }))
    .sort((a, b) => b.resemblance - a.resemblance);
  return clearestFirst(ranking, (one, other) => tellsApart(seen, templates.fine(one), templates.fine(other), gain));
}

/**
 * Squares that hold much else hide a little that differs: of slides that are almost as like as the first, one that is clearly shown
 * instead of it comes first. @param ranking most like first
 */
export function clearestFirst(
  ranking: readonly (Scored & { readonly resemblance: number })[],
  isClear: (one: number, other: number) => boolean,
): readonly Scored[] {
  const [first, ...others] = ranking;
  const clear = others.find(
    ({ slide, resemblance }) => first && resemblance > first.resemblance - ALMOST && isClear(slide, first.slide),
  );
  return clear ? [clear, ...ranking.filter((one) => one !== clear)] : ranking;
}
