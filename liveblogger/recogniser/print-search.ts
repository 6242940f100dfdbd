import type { DeckIndex } from "./index-contract.ts";
import { FINE_RADIUS, type Templates } from "./templates.ts";
import { align, type View, view } from "./vision/align.ts";
import { type Block, halve, matchBlocks, prepareSearch } from "./vision/block-matching.ts";
import { agree, fitAffine, quadDistance } from "./vision/consensus.ts";
import { compose, cornersOf, type Homography, scaling } from "./vision/homography.ts";
import type { Mipmap } from "./vision/rectify.ts";

/** A slide with fewer blocks of print is not sought; of more, those with most print. */
const FEWEST = 6;
const MOST = 24;
/** How many slides are sought at how many places, in all. */
const COMPARISONS = 6000;
/** The slides that are found best are followed. */
const FOLLOWED = 3;
const CONSIDERED = 16;
const ROUNDS = 3;
const TOLERANCE = 3;
/** Print does not move a place by more than such a share of the slide's width. */
const FARTHEST = 0.12;

/** A place, moved until this slide's letters lie on the photograph's. */
export interface FoundPrint {
  readonly slide: number;
  readonly fine: View;
}

/** How many places print can be sought at. */
export const placesFor = ({ slideCount }: DeckIndex): number => Math.max(2, Math.min(40, Math.floor(COMPARISONS / slideCount)));

/**
 * Seeks the print of every slide around where it should be at these places. A place that is some pixels wrong shows no slide's letters
 * where they should be, and alignment, which follows the slope of what it sees, stays there; but block by block the right slide's
 * letters lie nearby, all moved alike.
 */
export function searchPrint(places: readonly View[], picture: Mipmap, index: DeckIndex, templates: Templates): FoundPrint[] {
  const searched = places.map((place) => ({ place, seen: prepareSearch(halve(place.pixels, index.width, index.height)) }));
  const best: { slide: number; score: number; place: View }[] = [];
  // slides outside, places inside: a long deck's templates are not all kept at hand
  for (let slide = 0; slide < index.slideCount; slide++) {
    const blocks = templates.blocks(slide);
    if (blocks.length < FEWEST) continue;
    const most = blocks.slice(0, MOST);
    const scored = searched.map(({ place, seen }) => ({ slide, score: matchBlocks(seen, most).score, place }));
    const first = scored.reduce((one, other) => (other.score > one.score ? other : one));
    if (first.score > 0) best.push(first);
  }
  const likeliest = best.sort((a, b) => b.score - a.score).slice(0, CONSIDERED);
  const agreed = likeliest
    .flatMap(({ slide, place }) => {
      const agreement = follow(place, templates.blocks(slide), picture, index);
      return agreement ? [{ slide, ...agreement }] : [];
    })
    .sort((a, b) => b.share - a.share);
  return agreed.slice(0, FOLLOWED).map(({ slide, moved }) => ({
    slide,
    fine: align(picture, moved, templates.fine(slide), FINE_RADIUS, 6, { stride: 2, lens: true }),
  }));
}

/** Moves a place to where most blocks agree that the slide's print is. */
function follow(
  place: View,
  blocks: readonly Block[],
  picture: Mipmap,
  { width, height }: DeckIndex,
): { moved: View; share: number } | undefined {
  const still = cornersOf(scaling(1), width - 1, height - 1);
  const isNear = (map: Homography): boolean => quadDistance(cornersOf(map, width - 1, height - 1), still) < FARTHEST * width;
  const all = blocks.reduce((sum, { weight }) => sum + weight, 0);
  let now: { moved: View; share: number } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const seen = now?.moved ?? place;
    const { pairs } = matchBlocks(prepareSearch(halve(seen.pixels, width, height)), blocks);
    const agreed = agree(pairs, TOLERANCE, isNear);
    if (!agreed || agreed.inliers.length < FEWEST) break;
    const share =
      agreed.inliers.reduce((sum, i) => sum + (blocks[i] as Block).weight * (1 - (pairs.doubt[i] as number)), 0) / all;
    if (now && share <= now.share) break;
    const few = agreed.inliers.length < 2 * FEWEST ? fitAffine(pairs, agreed.map, TOLERANCE) : undefined;
    const map = compose(seen.map, few && isNear(few) ? few : agreed.map);
    now = { moved: view(picture, map, width, height, FINE_RADIUS, { bend: seen.bend }), share };
  }
  return now;
}
