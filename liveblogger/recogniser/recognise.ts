import { COEFFICIENTS, type Coefficients, probability } from "./assurance.ts";
import type { CameraMemory, DecodedPhotograph, Quad, Recognition } from "./contract.ts";
import { type Evidence, gather, runnerUp } from "./evidence.ts";
import { FeatureGuesses, type Guess, guessCorners, guessWhole } from "./guesses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { rankFinely, type Scored, type Sighting, screen, settle, sharpen } from "./screen.ts";
import { COARSE_RADIUS, COARSER, FINE_RADIUS, Templates } from "./templates.ts";
import { align, type View, view } from "./vision/align.ts";
import { quadDistance } from "./vision/consensus.ts";
import { FeatureSearch } from "./vision/feature-search.ts";
import { toGrey } from "./vision/grey-image.ts";
import { compose, cornersOf } from "./vision/homography.ts";
import { type Mipmap, mipmap } from "./vision/rectify.ts";

/** With such an assurance no further guesses are made. */
const SURE = 0.97;
/** With such an assurance the camera's memory is made anew. */
const REMEMBERED = 0.8;
/** Corners that are farther apart, as a share of the slide's width, are those of a camera that was moved. */
const MOVED = 0.03;
/** How many guesses are settled, and how many of these looked at finely. */
const SETTLED = 5;
const SHARPENED = 2;
/** How many slides, that fit best coarsely, are looked at finely: so many, or those that are as good but for this. */
const CANDIDATES = 12;
const MOST_CANDIDATES = 48;
const NEAR = 0.06;
/** A camera may be held askew. */
const ANGLES = [-0.4, 0.4];

/** What recognising needs of a deck and is worked out once. */
class PreparedDeck {
  readonly templates: Templates;
  readonly #index: DeckIndex;
  #search: FeatureSearch | undefined;

  constructor(index: DeckIndex) {
    this.#index = index;
    this.templates = new Templates(index);
  }

  /** Made when features are first sought: who has a camera's memory seldom needs it. */
  get search(): FeatureSearch {
    this.#search ??= new FeatureSearch(this.#index.features.descriptors);
    return this.#search;
  }
}

const decks = new WeakMap<DeckIndex, PreparedDeck>();

/** An answer with what speaks for it. */
export interface Candidate {
  readonly evidence: Evidence;
  readonly ranking: readonly Scored[];
  readonly corners: Quad;
}

/** Which slide the photograph shows. */
export function recognise(
  photograph: DecodedPhotograph,
  index: DeckIndex,
  memory?: CameraMemory,
  coefficients: Coefficients = COEFFICIENTS,
): Recognition {
  const remembered = memory?.width === photograph.width && memory.height === photograph.height ? memory : undefined;
  const candidate = look(photograph, index, remembered, coefficients);
  const { ranking, corners, evidence } = candidate;
  const first = ranking[0] as Scored;
  const right = probability(coefficients.answer, evidence);
  const nothing = probability(coefficients.nothing, evidence);
  if (first.score <= 0 || nothing > right) {
    const kept = memory && { memory: { ...memory, missed: memory.missed + 1 } };
    return { slide: null, assurance: nothing, indistinguishable: [], moved: false, ...kept };
  }
  const other = runnerUp(ranking, index);
  const slide = first.slide + 1;
  const moved = remembered !== undefined && right >= REMEMBERED && isMoved(remembered.corners, corners);
  const { width, height } = photograph;
  const renewed: CameraMemory | undefined =
    right >= REMEMBERED
      ? { version: 1, width, height, corners: rounded(corners), slide, deck: index.id, missed: 0 }
      : memory && { ...memory, missed: memory.missed + 1 };
  return {
    slide,
    assurance: right,
    corners,
    ...(other && { runnerUp: { slide: other.slide + 1, score: other.score } }),
    indistinguishable: (index.indistinguishable[first.slide] as readonly number[]).map((same) => same + 1),
    moved,
    ...(renewed && { memory: renewed }),
  };
}

/** The best candidate: guesses are made, dearer ones later, until one is sure. For calibration, which has no coefficients yet. */
export function look(
  photograph: DecodedPhotograph,
  index: DeckIndex,
  memory: CameraMemory | undefined,
  coefficients: Coefficients,
): Candidate {
  const deck = decks.get(index) ?? new PreparedDeck(index);
  decks.set(index, deck);
  const grey = toGrey(photograph, 3);
  const picture = mipmap(grey);
  let features: FeatureGuesses | undefined;
  const turned = (angle: number): Guess[] => {
    features ??= new FeatureGuesses(grey, index);
    return features.turned(angle, deck.search);
  };
  const stages: (() => Guess[])[] = [
    () => (memory ? guessCorners(memory.corners, index) : []),
    () => [...guessWhole(grey, index), ...turned(0)],
    () => ANGLES.flatMap(turned),
  ];
  let best: Candidate | undefined;
  for (const stage of stages) {
    const guesses = stage();
    const candidate = guesses.length > 0 ? examine(guesses, picture, index, deck.templates, memory) : undefined;
    if (candidate && (!best || candidate.evidence.correlation > best.evidence.correlation)) best = candidate;
    if (best && probability(coefficients.answer, best.evidence) > SURE) break;
  }
  return best as Candidate; // the whole photograph is always a guess
}

/** What becomes of guesses: coarsely, all; settled, the better; finely, the best. */
function examine(
  guesses: readonly Guess[],
  picture: Mipmap,
  index: DeckIndex,
  templates: Templates,
  memory: CameraMemory | undefined,
): Candidate {
  const byScore = (a: { sighting: Sighting }, b: { sighting: Sighting }): number =>
    (b.sighting.ranking[0] as Scored).score - (a.sighting.ranking[0] as Scored).score;
  const settled = guesses
    .map((guess) => ({ guess, sighting: screen(picture, guess.map, index, templates) }))
    .sort(byScore)
    .slice(0, SETTLED)
    .map(({ guess, sighting }) => ({ guess, sighting: settle(picture, sighting, index, templates, 2) }))
    .sort(byScore);
  const candidates = settled.slice(0, SHARPENED).map(({ guess, sighting }) => {
    const { fine, ranking } = lookFinely(sighting, picture, index, templates);
    const corners = cornersOf(fine.map, index.width - 1, index.height - 1);
    const coarse = view(picture, compose(fine.map, FINER), index.width / COARSER, index.height / COARSER, COARSE_RADIUS);
    const steady = memory !== undefined && !isMoved(memory.corners, corners);
    const support = Math.min(1, Math.max(Math.log1p(guess.inliers) / 5, steady ? 0.8 : 0));
    return { ranking, corners, evidence: gather(ranking, fine, coarse, index, templates, support) };
  });
  return candidates.reduce((a, b) => (b.evidence.correlation > a.evidence.correlation ? b : a));
}

const FINER = Float64Array.of(COARSER, 0, (COARSER - 1) / 2, 0, COARSER, (COARSER - 1) / 2, 0, 0, 1);

function lookFinely(
  sighting: Sighting,
  picture: Mipmap,
  index: DeckIndex,
  templates: Templates,
): { fine: View; ranking: readonly Scored[] } {
  const top = (sighting.ranking[0] as Scored).score;
  const near = sighting.ranking
    .filter(({ score }, rank) => rank < CANDIDATES || (rank < MOST_CANDIDATES && score > top - NEAR))
    .map(({ slide }) => slide);
  let fine = sharpen(picture, sighting, index);
  let ranking = rankFinely(fine, near, templates);
  for (let round = 0; round < 2; round++) {
    const leader = (ranking[0] as Scored).slide;
    fine = align(picture, fine, templates.fine(leader), FINE_RADIUS, 4, 2);
    ranking = rankFinely(fine, near, templates);
    if ((ranking[0] as Scored).slide === leader) break;
  }
  return { fine, ranking };
}

function isMoved(before: Quad, now: Quad): boolean {
  const width = Math.hypot(before[1].x - before[0].x, before[1].y - before[0].y);
  return quadDistance(before, now) > MOVED * width;
}

/** To a tenth of a pixel: the memory stays small. */
const rounded = (corners: Quad): Quad =>
  corners.map(({ x, y }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 })) as unknown as Quad;
