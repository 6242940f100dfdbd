import type { DeckIndex, DecodedPhotograph } from "../../../../liveblogger/recogniser/index.ts";
import { SLIDE_WIDTH } from "../../../../liveblogger/recogniser/slide-features.ts";
import { agree } from "../../../../liveblogger/recogniser/vision/consensus.ts";
import { evenLight } from "../../../../liveblogger/recogniser/vision/even-light.ts";
import { FeatureSearch, type Matches } from "../../../../liveblogger/recogniser/vision/feature-search.ts";
import { describe, type Features, findFeatures } from "../../../../liveblogger/recogniser/vision/features.ts";
import { resize, toGrey } from "../../../../liveblogger/recogniser/vision/grey-image.ts";
import { cornersOf, isPlausible } from "../../../../liveblogger/recogniser/vision/homography.ts";

const WIDTH = 960;
const SEARCH = { step: 1.2, levels: 8, most: 1600, threshold: 8 };
const CONSIDERED = 5;
/** With fewer, the votes alone decide. */
const FEWEST_INLIERS = 8;

const searches = new WeakMap<DeckIndex, FeatureSearch>();

/**
 * What most programs would do: each local feature votes for the slides that have one like it, and of the slides with most
 * votes the one wins on whose place most of its features agree. @returns the slide, counted from 1, or null
 */
export function byFeatureVotes(photograph: DecodedPhotograph, index: DeckIndex): number | null {
  const grey = toGrey(photograph, 3);
  const small = resize(grey, WIDTH, Math.round((WIDTH * grey.height) / grey.width));
  const features = describe(findFeatures(evenLight(small), SEARCH), 0);
  const search = searches.get(index) ?? new FeatureSearch(index.features.descriptors);
  searches.set(index, search);
  const matches = search.match(features);
  const bySlide = new Map<number, { readonly votes: number[]; weight: number }>();
  for (let i = 0; i < matches.count; i++) {
    if (i > 0 && matches.query[i] === matches.query[i - 1]) continue; // only the likest of each
    const found = matches.found[i] ?? 0;
    const [start, end] = [index.features.firstSlide[found] ?? 0, index.features.firstSlide[found + 1] ?? 0];
    for (let at = start; at < end; at++) {
      const slide = index.features.slides[at] ?? 0;
      const own = bySlide.get(slide) ?? { votes: [], weight: 0 };
      own.votes.push(i);
      own.weight += 1 / (end - start);
      bySlide.set(slide, own);
    }
  }
  const likeliest = [...bySlide].sort(([, one], [, other]) => other.weight - one.weight).slice(0, CONSIDERED);
  let [best, most] = [likeliest[0]?.[0] ?? null, FEWEST_INLIERS - 1];
  for (const [slide, { votes }] of likeliest) {
    const inliers = inliersOf(votes, matches, features, index, small);
    if (inliers > most) [best, most] = [slide, inliers];
  }
  return best === null ? null : best + 1;
}

function inliersOf(
  votes: readonly number[],
  matches: Matches,
  features: Features,
  index: DeckIndex,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  const slideHeight = SLIDE_WIDTH / index.aspect;
  const { places } = index.features;
  const from = Float64Array.from(
    votes.flatMap((i) => {
      const found = matches.found[i] ?? 0;
      return [((places[2 * found] ?? 0) / 65_535) * SLIDE_WIDTH, ((places[2 * found + 1] ?? 0) / 65_535) * slideHeight];
    }),
  );
  const to = Float64Array.from(
    votes.flatMap((i) => [features.x[matches.query[i] ?? 0] ?? 0, features.y[matches.query[i] ?? 0] ?? 0]),
  );
  const doubt = votes.map((i) => matches.distance[i] ?? 0);
  const agreed = agree({ count: votes.length, from, to, doubt }, 3, (map) =>
    isPlausible(cornersOf(map, SLIDE_WIDTH, slideHeight), width, height, index.aspect),
  );
  return agreed?.inliers.length ?? 0;
}
