import type { DeckIndex } from "./index-contract.ts";
import { SLIDE_SEARCH, SLIDE_WIDTH } from "./slide-features.ts";
import { agree, type Correspondences, fitAffine } from "./vision/consensus.ts";
import type { FeatureSearch, Matches } from "./vision/feature-search.ts";
import { describe, type Features, type FoundCorners } from "./vision/features.ts";
import { cornersOf, type Homography, isPlausible } from "./vision/homography.ts";

/** A guess where the slide is. */
export interface Hypothesis {
  /** from a slide `SLIDE_WIDTH` wide, and as high as the deck's shape says, to the photograph */
  readonly map: Homography;
  readonly inliers: number;
}

/** Where a matching feature says that the slide's middle is, and how wide the slide is. */
interface Vote {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Bins of the votes: a quarter of an octave of width; a twelfth of the photograph's width. */
const OCTAVES = 2.5;
const CELLS = 12;
/** How many places are looked at. */
const PEAKS = 3;
const MOST = 500;
/** Slides whose own features are asked besides. */
const SLIDES = 3;
/** How often those that did not agree are asked again: one figure may be on several slides, a little apart. */
const ROUNDS = 2;

/**
 * Guesses from local features. All slides are shown in the same place, so features of any slide vote together for it, each
 * with the place and size that the slide has if the match is right (a Hough transform); then those of one vote agree on a map.
 *
 * @param angle how far the photograph is thought to be turned
 */
export function featureHypotheses(
  found: FoundCorners,
  angle: number,
  search: FeatureSearch,
  index: DeckIndex,
  photograph: { readonly width: number; readonly height: number },
): Hypothesis[] {
  const features = describe(found, angle);
  const matches = search.match(features);
  const slideHeight = SLIDE_WIDTH / index.aspect;
  const votes = Array.from({ length: matches.count }, (_, i) => vote(matches, i, features, index, slideHeight, angle));
  const hypotheses: Hypothesis[] = [];
  const plausible = (map: Homography): boolean =>
    isPlausible(cornersOf(map, SLIDE_WIDTH, slideHeight), photograph.width, photograph.height, index.aspect);
  const best = peaks(votes, matches, index, photograph.width);
  for (const members of [...best, ...ofLikelySlides(best, matches, index)]) {
    const width = members.reduce((sum, i) => sum + (votes[i] as Vote).width, 0) / members.length;
    const tolerance = Math.max(2.5, width * 0.006);
    let left = members;
    for (let round = 0; round < ROUNDS; round++) {
      const pairs = correspondences(left, matches, features, index, slideHeight);
      const agreed = agree(pairs, tolerance, plausible);
      if (!agreed) break;
      hypotheses.push({ map: agreed.map, inliers: agreed.inliers.length });
      const affine = fitAffine(pairs, agreed.map, tolerance);
      if (affine && plausible(affine)) hypotheses.push({ map: affine, inliers: agreed.inliers.length });
      const used = new Set(agreed.inliers);
      left = left.filter((_, i) => !used.has(i));
    }
  }
  return hypotheses;
}

/** Of the matches that voted for a place: those of the slides that have most of them, a slide at a time. */
function ofLikelySlides(peaks: readonly number[][], matches: Matches, index: DeckIndex): number[][] {
  const members = peaks.flat();
  const { firstSlide, slides } = index.features;
  const bySlide = new Map<number, number[]>();
  const weights = new Map<number, number>();
  for (const i of members) {
    const found = matches.found[i] as number;
    const [start, end] = [firstSlide[found] as number, firstSlide[found + 1] as number];
    for (let at = start; at < end; at++) {
      const slide = slides[at] as number;
      const own = bySlide.get(slide);
      if (own) own.push(i);
      else bySlide.set(slide, [i]);
      weights.set(slide, (weights.get(slide) ?? 0) + 1 / Math.sqrt(end - start));
    }
  }
  return [...weights]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, SLIDES)
    .map(([slide]) => bySlide.get(slide) ?? []);
}

function vote(matches: Matches, i: number, features: Features, index: DeckIndex, slideHeight: number, angle: number): Vote {
  const query = matches.query[i] as number;
  const found = matches.found[i] as number;
  const ratio = (features.size[query] as number) / SLIDE_SEARCH.step ** (index.features.levels[found] as number);
  const dx = ((index.features.places[2 * found] as number) / 65_535 - 0.5) * SLIDE_WIDTH * ratio;
  const dy = ((index.features.places[2 * found + 1] as number) / 65_535 - 0.5) * slideHeight * ratio;
  return {
    x: (features.x[query] as number) - (Math.cos(angle) * dx - Math.sin(angle) * dy),
    y: (features.y[query] as number) - (Math.sin(angle) * dx + Math.cos(angle) * dy),
    width: SLIDE_WIDTH * ratio,
  };
}

/** The matches that voted for each of the best places, likeliest place first. */
function peaks(votes: readonly Vote[], matches: Matches, index: DeckIndex, photographWidth: number): number[][] {
  const cell = photographWidth / CELLS;
  const bins = new Map<number, number>();
  const keyOf = (w: number, x: number, y: number): number => (w * 64 + (y + 20)) * 64 + (x + 20);
  const place = ({ x, y, width }: Vote): [number, number, number] => [Math.log2(width) * OCTAVES, x / cell, y / cell];
  const inRange = ({ x, y }: Vote): boolean => Math.abs(x) < 30 * cell && Math.abs(y) < 30 * cell;
  votes.forEach((vote, i) => {
    if (!inRange(vote)) return;
    const [w, x, y] = place(vote);
    const [w0, x0, y0] = [Math.floor(w), Math.floor(x), Math.floor(y)];
    const found = matches.found[i] as number;
    const shared = (index.features.firstSlide[found + 1] as number) - (index.features.firstSlide[found] as number);
    const weight = (1 - (matches.distance[i] as number) / 100) / (1 + Math.log2(shared) / 4);
    for (let corner = 0; corner < 8; corner++) {
      const [dw, dx, dy] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const part = (dw ? w - w0 : 1 - w + w0) * (dx ? x - x0 : 1 - x + x0) * (dy ? y - y0 : 1 - y + y0);
      const key = keyOf(w0 + dw, x0 + dx, y0 + dy);
      bins.set(key, (bins.get(key) ?? 0) + part * weight);
    }
  });
  const ranked = [...bins].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const chosen: (readonly [number, number, number])[] = [];
  for (const [key] of ranked) {
    const bin = [Math.floor(key / 4096), (key % 64) - 20, (Math.floor(key / 64) % 64) - 20] as const;
    if (chosen.some(([w, x, y]) => Math.abs(w - bin[0]) <= 1 && Math.abs(x - bin[1]) <= 1 && Math.abs(y - bin[2]) <= 1)) continue;
    chosen.push(bin);
    if (chosen.length === PEAKS) break;
  }
  return chosen.map(([binW, binX, binY]) => {
    const members: number[] = [];
    votes.forEach((vote, i) => {
      if (!inRange(vote)) return;
      const [w, x, y] = place(vote);
      if (Math.abs(w - binW) < 1.6 && Math.abs(x - binX) < 1.6 && Math.abs(y - binY) < 1.6) members.push(i);
    });
    return members.sort((a, b) => (matches.distance[a] as number) - (matches.distance[b] as number) || a - b).slice(0, MOST);
  });
}

function correspondences(
  members: readonly number[],
  matches: Matches,
  features: Features,
  index: DeckIndex,
  slideHeight: number,
): Correspondences {
  const from = new Float64Array(2 * members.length);
  const to = new Float64Array(2 * members.length);
  members.forEach((member, i) => {
    const found = matches.found[member] as number;
    const query = matches.query[member] as number;
    from[2 * i] = ((index.features.places[2 * found] as number) / 65_535) * SLIDE_WIDTH - 0.5;
    from[2 * i + 1] = ((index.features.places[2 * found + 1] as number) / 65_535) * slideHeight - 0.5;
    to[2 * i] = features.x[query] as number;
    to[2 * i + 1] = features.y[query] as number;
  });
  return { count: members.length, from, to, doubt: members.map((member) => matches.distance[member] as number) };
}
