import type { DeckIndex } from "./index-contract.ts";
import { gainOf, resemblance } from "./resemblance.ts";
import { COARSE_RADIUS, COARSER, FINE_RADIUS, type Templates } from "./templates.ts";
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
  /** all slides, best first */
  readonly ranking: readonly Scored[];
}

/** From a coarse template's pixels to a fine one's. */
const FINER = Float64Array.of(COARSER, 0, (COARSER - 1) / 2, 0, COARSER, (COARSER - 1) / 2, 0, 0, 1);
const COARSEN = Float64Array.of(1 / COARSER, 0, (1 / COARSER - 1) / 2, 0, 1 / COARSER, (1 / COARSER - 1) / 2, 0, 0, 1);

/** How all slides fit, seen coarsely and blurred. @param map from a fine template's pixels to the photograph's */
export function screen(picture: Mipmap, map: Homography, index: DeckIndex, templates: Templates): Sighting {
  const seen = view(picture, compose(map, FINER), index.width / COARSER, index.height / COARSER, COARSE_RADIUS, { soft: true });
  return { seen, ranking: rankAll(seen, index, templates) };
}

function rankAll(seen: View, index: DeckIndex, { coarseNorms }: Templates): Scored[] {
  const size = seen.pixels.length;
  return Array.from({ length: index.slideCount }, (_, slide) => ({
    slide,
    score: correlation(seen, index.coarse, slide * size, coarseNorms[slide] as number),
  })).sort((a, b) => b.score - a.score);
}

/** Moves the guess to where its best slides fit best, blurred and then as it is, and looks at all slides again. */
export function settle(picture: Mipmap, { seen: start, ranking }: Sighting, index: DeckIndex, templates: Templates, tries: number): Sighting {
  const [width, height] = [index.width / COARSER, index.height / COARSER];
  let best: { readonly seen: View; readonly score: number } | undefined;
  for (const { slide } of ranking.slice(0, tries)) {
    const near = align(picture, start, templates.soft(slide), COARSE_RADIUS, 6, { soft: true });
    const crisp = view(picture, near.map, width, height, COARSE_RADIUS);
    const seen = align(picture, crisp, templates.coarse(slide), COARSE_RADIUS, 6);
    const score = correlation(seen, index.coarse, slide * seen.pixels.length, templates.coarseNorms[slide] as number);
    if (!best || score > best.score) best = { seen, score };
  }
  const { seen } = best as { readonly seen: View };
  return { seen, ranking: rankAll(seen, index, templates) };
}

/** The guess seen finely, moved to where its best slide, blurred, fits best. */
export function sharpen(picture: Mipmap, { seen, ranking }: Sighting, { width, height }: DeckIndex, templates: Templates): View {
  const options = { soft: true, lens: true, stride: 2 };
  const start = view(picture, compose(seen.map, COARSEN), width, height, FINE_RADIUS, { bend: seen.bend, soft: true });
  const near = align(picture, start, templates.softFine((ranking[0] as Scored).slide), FINE_RADIUS, 6, options);
  return view(picture, near.map, width, height, FINE_RADIUS, { bend: near.bend });
}

/** How these slides fit, seen finely, best first. */
export function rankFinely(seen: View, slides: Iterable<number>, templates: Templates): Scored[] {
  const scored = Array.from(slides, (slide) => {
    const template = templates.fine(slide);
    return { slide, score: correlation(seen, template.data, 0, template.norm) };
  }).sort((a, b) => b.score - a.score);
  const gain = gainOf(seen, templates.fine((scored[0] as Scored).slide));
  return scored
    .map(({ slide, score }) => ({ slide, score, resemblance: resemblance(seen, templates.fine(slide), gain) }))
    .sort((a, b) => b.resemblance - a.resemblance);
}
