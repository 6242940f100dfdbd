import type { CameraMemory, DecodedPhotograph, Quad, Recognition } from "./contract.ts";
import type { Evidence } from "./evidence.ts";
import { featureHypotheses } from "./feature-hypotheses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { rankFinely, type Scored, screen, settle, sharpen, type Sighting } from "./screen.ts";
import { SLIDE_WIDTH } from "./slide-features.ts";
import { FINE_RADIUS, Templates } from "./templates.ts";
import { align, type View } from "./vision/align.ts";
import { FeatureSearch } from "./vision/feature-search.ts";
import { findFeatures, type Search } from "./vision/features.ts";
import { type GreyImage, resize, toGrey } from "./vision/grey-image.ts";
import { compose, cornersOf, type Homography, isPlausible, rectangleToQuad } from "./vision/homography.ts";
import { mipmap, type Mipmap } from "./vision/rectify.ts";

const SEARCH: Search = { step: 1.2, levels: 8, most: 1600, threshold: 7 };
const SEARCH_SIZE = 960;
const CANDIDATES = 12;

interface Prepared {
  readonly templates: Templates;
  search?: FeatureSearch;
}
const prepared = new WeakMap<DeckIndex, Prepared>();

export const timing: Record<string, number> = {};
function timed<T>(name: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  timing[name] = (timing[name] ?? 0) + performance.now() - start;
  return result;
}

export interface Guess { map: Homography; inliers: number; kind: string }

export function lookAt(photograph: DecodedPhotograph, index: DeckIndex, memory?: CameraMemory) {
  const deck = prepared.get(index) ?? { templates: new Templates(index) };
  prepared.set(index, deck);
  const { templates } = deck;
  const grey = timed("grey", () => toGrey(photograph, 3));
  const picture = timed("mip", () => mipmap(grey));
  const guesses: Guess[] = [];
  const whole: Quad = [{x:0,y:0},{x:grey.width-1,y:0},{x:grey.width-1,y:grey.height-1},{x:0,y:grey.height-1}];
  const add = (q: Quad, kind: string) => { const m = rectangleToQuad(index.width - 1, index.height - 1, q); if (m) guesses.push({ map: m, inliers: 0, kind }); };
  add(whole, "whole");
  const scale = Math.min(1, SEARCH_SIZE / Math.max(grey.width, grey.height));
  const small = timed("resize", () => resize(grey, Math.round(grey.width * scale), Math.round(grey.height * scale)));
  const search = timed("tables", () => (deck.search ??= new FeatureSearch(index.features.descriptors)));
  const corners = timed("corners", () => findFeatures(small, SEARCH));
  const s = grey.width / small.width;
  const up = Float64Array.of(s, 0, (s - 1) / 2, 0, s, (s - 1) / 2, 0, 0, 1);
  const toSlide = SLIDE_WIDTH / index.width;
  const fromFine = Float64Array.of(toSlide, 0, (toSlide - 1) / 2, 0, toSlide, (toSlide - 1) / 2, 0, 0, 1);
  for (const angle of [0]) {
    for (const h of timed("features", () => featureHypotheses(corners, angle, search, index, small)))
      guesses.push({ map: compose(up, compose(h.map, fromFine)), inliers: h.inliers, kind: "feature" });
  }
  const sightings = timed("screen", () => guesses.map((guess) => ({ guess, sighting: screen(picture, guess.map, index, templates) })));
  sightings.sort((a, b) => (b.sighting.ranking[0]?.score ?? 0) - (a.sighting.ranking[0]?.score ?? 0));
  const settled = timed("settle", () => sightings.slice(0, 5).map(({ guess, sighting }) => ({ guess, first: sighting, sighting: settle(picture, sighting, index, templates, 2) })));
  settled.sort((a, b) => (b.sighting.ranking[0]?.score ?? 0) - (a.sighting.ranking[0]?.score ?? 0));
  let best: { seen: View; ranking: Scored[]; guess: Guess; coarse: Scored[] } | undefined;
  timed("fine", () => {
  for (const { guess, sighting } of settled.slice(0, 2)) {
    const top = sighting.ranking[0] as Scored;
    const near = sighting.ranking.filter((r, i) => i < CANDIDATES || (i < 48 && r.score > top.score - 0.06)).map((r) => r.slide);
    let seen = sharpen(picture, sighting, index);
    let ranking = rankFinely(seen, near, templates);
    for (let k = 0; k < 2; k++) {
      const leader = (ranking[0] as Scored).slide;
      seen = align(picture, seen, templates.fine(leader), FINE_RADIUS, 4, 2);
      ranking = rankFinely(seen, near, templates);
      if ((ranking[0] as Scored).slide === leader) break;
    }
    if (!best || (ranking[0] as Scored).score > (best.ranking[0] as Scored).score) best = { seen, ranking, guess, coarse: [...sighting.ranking] };
  }
  });
  return { best, guesses, sightings, settled, picture };
}
