import { type AssuranceCoefficients, COEFFICIENTS, probability } from "./assurance.ts";
import type { CameraMemory, DecodedPhotograph, Quad, Recognition } from "./contract.ts";
import { type Evidence, gather, runnerUp } from "./evidence.ts";
import { FeatureGuesses, type Guess, guessCorners, guessFineQuads, guessQuads, guessWhole } from "./guesses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { ANOTHER_PAGE, LEGIBLE } from "./print.ts";
import { placesFor, searchPrint } from "./print-search.ts";
import { gainOf } from "./resemblance.ts";
import { rankFinely, type Scored, type Sighting, screen, settle, sharpen, unmoved } from "./screen.ts";
import { coarsely, type FineLook, lookAgain } from "./second-look.ts";
import { tellsApart } from "./telling-apart.ts";
import { COARSER, FINE_RADIUS, Templates } from "./templates.ts";
import { align, type View, view } from "./vision/align.ts";
import { quadDistance } from "./vision/consensus.ts";
import { FeatureSearch } from "./vision/feature-search.ts";
import { type GreyImage, toGrey } from "./vision/grey-image.ts";
import { compose, cornersOf, rectangleToQuad } from "./vision/homography.ts";
import { bent, type Mipmap, mipmap } from "./vision/rectify.ts";
import { snapBorder } from "./vision/snap-border.ts";

/** A correlation and agreement that show that the slide's place is known well; after all usual guesses, less will do. */
const GOOD = 0.6;
const FAIR = 0.4;
/** What must speak for it beside the frame that all slides have. */
const OWN = 0.3;
/** … or when one slide stands out so clearly, and so much of it is seen. */
const CLEAR = 0.05;
const ALIKE = 0.8;
/** Where letters are legible, and there is hardly so much other print, the place is the right one whatever else is in the photograph. */
const HARDLY = -0.1;
/** Slides whose resemblances are nearer can't be told apart by one photograph: the talk's course decides, where a memory has it. */
const TIE = 0.005;
/**
 * Half of the photographs that the assurance was fitted to show none of the deck's slides, one in ten of a talk's, we think: its odds
 * are so many times smaller in a talk. The answer that is right most often there is none where none is that much likelier than the slide.
 */
const SELDOM = 9;
/** With such an assurance the camera's memory is made anew. */
const REMEMBERED = 0.8;
/** Corners that are farther apart, as a share of the slide's width, are those of a camera that was moved. */
const MOVED = 0.03;
/** Guesses whose corners are nearer, as a share of the slide's width, settle in the same place. */
const SAME = 0.012;
/** How many guesses are settled, and how many of these looked at finely. */
const SETTLED = 7;
/** A place that fits so well needs no other beside it. */
const EXCELLENT = 0.75;
const TRIES = 2;
const SHARPENED = 3;
/** … of those whose coarse correlation is such a share of the best's. */
const HOPEFUL = 0.5;
const CLOSE = 0.6;
/** So many guesses whose border is clearest are looked at as well: where little is legible, slides fit anything. */
const CLEAREST = 2;
/** How many slides, that fit best coarsely, are looked at finely: so many, or those that are as good but for this. */
const CANDIDATES = 12;
const MOST_CANDIDATES = 48;
const NEAR = 0.06;

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

/** The best slide, right or wrong, and what speaks for it. */
export interface Found {
  /** counted from 1; null when the photograph has nothing in common with any slide */
  readonly slide: number | null;
  readonly evidence: Evidence;
  readonly corners: Quad;
  readonly runnerUp?: { readonly slide: number; readonly score: number };
  readonly indistinguishable: readonly number[];
  /** the camera's memory as it was handed in, and the photograph's size, to make the next one of */
  readonly photograph: { readonly width: number; readonly height: number };
  readonly deck: string;
  readonly memory?: CameraMemory;
}

/** Which slide the photograph shows. */
export function recognise(photograph: DecodedPhotograph, index: DeckIndex, memory?: CameraMemory): Recognition {
  return judge(gatherEvidence(photograph, index, memory), COEFFICIENTS);
}

/** The slide that was found, however unsure; or that none is shown, when that is the likelier in a talk. */
export function judge(found: Found, coefficients: AssuranceCoefficients): Recognition {
  const { slide, corners, memory } = found;
  const right = probability(coefficients, "right", found.evidence);
  const none = probability(coefficients, "none", found.evidence);
  const missed = memory && { memory: { ...memory, missed: memory.missed + 1 } };
  if (slide === null || none > SELDOM * right)
    return { slide: null, assurance: none, indistinguishable: [], moved: false, ...missed };
  const answer = {
    slide,
    assurance: right,
    corners,
    ...(found.runnerUp && { runnerUp: found.runnerUp }),
    indistinguishable: found.indistinguishable,
  };
  if (right < REMEMBERED) return { ...answer, moved: false, ...missed };
  const { width, height } = found.photograph;
  return {
    ...answer,
    moved: memory !== undefined && fits(memory, found.photograph) && isMoved(memory.corners, corners),
    memory: { version: 1, width, height, corners: rounded(corners), slide, deck: found.deck, missed: 0 },
  };
}

const fits = (memory: CameraMemory, { width, height }: { width: number; height: number }): boolean =>
  memory.width === width && memory.height === height;

/** The best slide: guesses where it is are made, dearer ones later, until one is sure. */
export function gatherEvidence(photograph: DecodedPhotograph, index: DeckIndex, memory?: CameraMemory): Found {
  const deck = decks.get(index) ?? new PreparedDeck(index);
  decks.set(index, deck);
  const remembered = memory && fits(memory, photograph) ? memory : undefined;
  const grey = toGrey(photograph, 3);
  const picture = mipmap(grey);
  let features: FeatureGuesses | undefined;
  const turned = (angle: number): Guess[] => {
    features ??= new FeatureGuesses(grey, index);
    return features.turned(angle, deck.search);
  };
  const stages: (() => Guess[])[] = [
    () => (remembered ? guessCorners(remembered.corners, index) : []),
    () => [...guessWhole(grey, index), ...guessQuads(picture, index)],
    () => turned(0),
    () => guessFineQuads(picture, index),
  ];
  const scene: Scene = { picture, index, templates: deck.templates, memory: remembered, guessed: [], looked: [] };
  let best: Candidate | undefined;
  for (const stage of stages) {
    const guesses = stage();
    const candidate = guesses.length > 0 ? examine(guesses, scene) : undefined;
    if (candidate && (!best || candidate.evidence.correlation > best.evidence.correlation)) best = candidate;
    if (best && isRegistered(best.evidence, features !== undefined)) break;
  }
  const found = best as Candidate; // the whole photograph is always a guess
  const { ranking, evidence, corners } = isRegistered(found.evidence, true) ? found : readFurther(found, scene);
  const first = ranking[0] as Scored;
  const other = runnerUp(ranking, index);
  return {
    slide: first.score > 0 ? first.slide + 1 : null,
    evidence,
    corners: snapBorder(grey, corners),
    ...(other && { runnerUp: { slide: other.slide + 1, score: other.score } }),
    indistinguishable: (index.indistinguishable[first.slide] as readonly number[]).map((same) => same + 1),
    photograph: { width: photograph.width, height: photograph.height },
    deck: index.id,
    ...(memory && { memory }),
  };
}

/**
 * Whether looking for a better place is worth while. That slides are like each other is no reason to: it is the place that is asked
 * for, not the slide. @param sought whether features have been sought, so that little is left to try
 */
function isRegistered({ correlation, agreement, margin, own, letters, otherPrint }: Evidence, sought: boolean): boolean {
  if (isLegible({ letters, otherPrint })) return true;
  const enough = sought ? FAIR : GOOD;
  if (own < OWN || otherPrint <= ANOTHER_PAGE) return false;
  if (correlation >= enough && agreement >= enough) return true;
  return margin >= CLEAR && correlation >= FAIR && agreement >= ALIKE;
}

/** What is looked at, and what has been. */
interface Scene {
  readonly picture: Mipmap;
  readonly index: DeckIndex;
  readonly templates: Templates;
  /** of a camera whose photographs are as large as this one */
  readonly memory: CameraMemory | undefined;
  /** all guesses that were examined, and the places that were looked at finely */
  readonly guessed: Guess[];
  readonly looked: View[];
}

const isLegible = ({ letters, otherPrint }: Pick<Evidence, "letters" | "otherPrint">): boolean =>
  letters >= LEGIBLE && otherPrint >= HARDLY;

/** A guess that has been examined. */
interface Candidate {
  readonly evidence: Evidence;
  readonly ranking: readonly Scored[];
  readonly corners: Quad;
}

interface Sighted {
  readonly guess: Guess;
  readonly sighting: Sighting;
}

/** The best, and others of at least such a share of its score. */
const hopeful = (sorted: readonly Sighted[], most: number, share: number): readonly Sighted[] =>
  sorted
    .slice(0, most)
    .filter(({ sighting }, rank) => rank === 0 || sighting.score >= share * (sorted[0] as Sighted).sighting.score);

/** What becomes of guesses: coarsely, all; settled, the better; finely, the best of these until one leaves no wish. */
function examine(guesses: readonly Guess[], scene: Scene): Candidate | undefined {
  const { picture, index, templates } = scene;
  scene.guessed.push(...guesses);
  const byScore = (a: Sighted, b: Sighted): number => b.sighting.score - a.sighting.score;
  const screened = unlike(guesses, index)
    .map((guess) => ({ guess, sighting: screen(picture, guess.map, index, templates, TRIES) }))
    .filter(({ sighting }) => sighting.ranking.length > 0)
    .sort(byScore);
  if (screened.length === 0) return undefined;
  const clearest = [...screened].sort((a, b) => b.guess.clarity - a.guess.clarity).slice(0, CLEAREST);
  const chosen = [...new Set([...hopeful(screened, SETTLED, HOPEFUL), ...clearest])];
  const settled = chosen
    .map(({ guess, sighting }) => ({ guess, sighting: settle(picture, sighting, index, templates) }))
    .sort(byScore);
  let best: Candidate | undefined;
  const looked: { readonly place: Quad; readonly slide: number }[] = [];
  const look = (sighting: Sighting): void => {
    const place = cornersOf(compose(sighting.seen.map, COARSEN), index.width - 1, index.height - 1);
    const { slide } = sighting.ranking[0] as Scored;
    if (looked.some((other) => other.slide === slide && isSame(other.place, place))) return;
    looked.push({ place, slide });
    const candidate = lookClosely(sighting, scene);
    if (!best || candidate.evidence.correlation > best.evidence.correlation) best = candidate;
  };
  for (const { sighting } of hopeful(settled, SHARPENED, CLOSE)) {
    look(sighting);
    if (isExcellent(best)) return best;
  }
  const asGuessed = chosen.map(({ guess }) => ({ guess, sighting: unmoved(picture, guess.map, index, templates) })).sort(byScore);
  look((asGuessed[0] as Sighted).sighting);
  if (best && isRegistered(best.evidence, true)) return best;
  for (const { guess, sighting } of settled) if (clearest.some((one) => one.guess === guess)) look(sighting);
  return best;
}

const isExcellent = (candidate: Candidate | undefined): boolean =>
  candidate !== undefined && candidate.evidence.correlation >= EXCELLENT && candidate.evidence.agreement >= EXCELLENT;

function lookClosely(sighting: Sighting, scene: Scene): Candidate {
  const { picture, index, templates, looked } = scene;
  const look = lookAgain(lookFinely(sighting, picture, index, templates), picture, index, templates);
  looked.push(look.fine);
  return conclude(look, scene);
}

function conclude({ fine, coarse, ranking: seen }: FineLook & { coarse: View }, scene: Scene): Candidate {
  const { picture, index, templates, memory } = scene;
  const ranking = memory?.deck === index.id ? asExpected(seen, memory.slide - 1, fine, templates) : seen;
  const straight = cornersOf(fine.map, index.width - 1, index.height - 1);
  const corners = straight.map((corner) => bent(corner, fine.bend, picture[0] as GreyImage)) as unknown as Quad;
  return { ranking, corners, evidence: gather(ranking, fine, coarse, index, templates) };
}

/** Where no letters could be read: the slides whose print is found near a place that was looked at, or that a clear border encloses. */
function readFurther(seen: Candidate, scene: Scene): Candidate {
  const { picture, index, templates } = scene;
  const found = searchPrint(placesToRead(scene), picture, index, templates);
  const slides = new Set([...seen.ranking, ...found].map(({ slide }) => slide));
  let best = seen;
  for (const { fine } of found) {
    const look = { fine, coarse: coarsely(fine, picture, index), ranking: rankFinely(fine, slides, templates) };
    const candidate = conclude(look, scene);
    if (isReadBetter(candidate.evidence, best.evidence)) best = candidate;
  }
  return best;
}

/** Letters that are read count for more than the picture as a whole; those that are not quite have to fit better as well. */
const isReadBetter = (one: Evidence, other: Evidence): boolean =>
  one.letters > other.letters && (isLegible(one) || one.correlation > other.correlation);

function placesToRead({ picture, index, guessed, looked }: Scene): readonly View[] {
  const { width, height } = index;
  const most = placesFor(index);
  const places = looked.slice(0, most);
  const corners = places.map(({ map }) => cornersOf(map, width - 1, height - 1));
  for (const { map } of [...guessed].sort((a, b) => b.clarity - a.clarity)) {
    if (places.length === most) break;
    const quad = snapBorder(picture[0] as GreyImage, cornersOf(map, width - 1, height - 1));
    const snapped = rectangleToQuad(width - 1, height - 1, quad);
    if (!snapped || corners.some((other) => isSame(quad, other))) continue;
    corners.push(quad);
    places.push(view(picture, snapped, width, height, FINE_RADIUS));
  }
  return places;
}

/** Of slides that can't be told apart: the one that was shown before, or else the one after it, comes first. */
function asExpected(ranking: readonly Scored[], before: number, fine: View, templates: Templates): readonly Scored[] {
  const first = ranking[0] as Scored;
  const least = (first.resemblance ?? 0) - TIE;
  const shown = templates.fine(first.slide);
  const gain = gainOf(fine, shown);
  const isTied = ({ slide, resemblance }: Scored): boolean =>
    resemblance !== undefined && resemblance >= least && !tellsApart(fine, shown, templates.fine(slide), gain);
  const expected = [before, before + 1]
    .map((wanted) => ranking.find(({ slide }) => slide === wanted))
    .find((one) => one && isTied(one));
  return expected ? [expected, ...ranking.filter((one) => one !== expected)] : ranking;
}

const isSame = (one: Quad, other: Quad): boolean =>
  quadDistance(one, other) < SAME * Math.hypot(one[1].x - one[0].x, one[1].y - one[0].y);

/** Of guesses that come to the same, the one that most features agree on. */
function unlike(guesses: readonly Guess[], { width, height }: DeckIndex): Guess[] {
  const kept: { guess: Guess; corners: Quad }[] = [];
  for (const guess of [...guesses].sort((a, b) => b.inliers - a.inliers || b.clarity - a.clarity)) {
    const corners = cornersOf(guess.map, width - 1, height - 1);
    if (!kept.some((other) => isSame(corners, other.corners))) kept.push({ guess, corners });
  }
  return kept.map(({ guess }) => guess);
}

const COARSEN = Float64Array.of(1 / COARSER, 0, (1 / COARSER - 1) / 2, 0, 1 / COARSER, (1 / COARSER - 1) / 2, 0, 0, 1);

function lookFinely(sighting: Sighting, picture: Mipmap, index: DeckIndex, templates: Templates): FineLook {
  const top = (sighting.ranking[0] as Scored).score;
  const near = sighting.ranking
    .filter(({ score }, rank) => rank < CANDIDATES || (rank < MOST_CANDIDATES && score > top - NEAR))
    .map(({ slide }) => slide);
  let fine = sharpen(picture, sighting, index, templates);
  let ranking = rankFinely(fine, near, templates);
  for (let round = 0; round < 2; round++) {
    const leader = (ranking[0] as Scored).slide;
    fine = align(picture, fine, templates.fine(leader), FINE_RADIUS, 4, { stride: 2, lens: true });
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
