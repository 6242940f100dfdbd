import { type Candidate, conclude, type Scene } from "./candidate.ts";
import type { Quad } from "./contract.ts";
import { type Guess, isSamePlace } from "./guesses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { isRegistered } from "./registration.ts";
import { rankFinely, type Scored, type Sighting, screen, settle, sharpen, unmoved } from "./screen.ts";
import { type FineLook, lookAgain } from "./second-look.ts";
import { COARSEN, FINE_RADIUS, type Templates } from "./templates.ts";
import { align } from "./vision/align.ts";
import { compose, cornersOf } from "./vision/homography.ts";
import type { Mipmap } from "./vision/rectify.ts";

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
export function examine(guesses: readonly Guess[], scene: Scene): Candidate | undefined {
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
    if (looked.some((other) => other.slide === slide && isSamePlace(other.place, place))) return;
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

/** Of guesses that come to the same, the one that most features agree on. */
function unlike(guesses: readonly Guess[], { width, height }: DeckIndex): Guess[] {
  const kept: { guess: Guess; corners: Quad }[] = [];
  for (const guess of [...guesses].sort((a, b) => b.inliers - a.inliers || b.clarity - a.clarity)) {
    const corners = cornersOf(guess.map, width - 1, height - 1);
    if (!kept.some((other) => isSamePlace(corners, other.corners))) kept.push({ guess, corners });
  }
  return kept.map(({ guess }) => guess);
}

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
