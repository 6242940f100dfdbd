import type { Quad } from "./contract.ts";
import { featureHypotheses } from "./feature-hypotheses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { SLIDE_WIDTH } from "./slide-features.ts";
import { brightQuads } from "./vision/bright-quads.ts";
import { quadDistance } from "./vision/consensus.ts";
import { evenLight } from "./vision/even-light.ts";
import type { FeatureSearch } from "./vision/feature-search.ts";
import { type FoundCorners, findFeatures, type Search } from "./vision/features.ts";
import { type GreyImage, rescale } from "./vision/grey-image.ts";
import { compose, type Homography, isPlausible, rectangleToQuad, scaling } from "./vision/homography.ts";
import { type LineQuad, lineQuads } from "./vision/line-quads.ts";
import type { Mipmap } from "./vision/rectify.ts";

/** A guess where the slide is. */
export interface Guess {
  /** from a fine template's pixels to the photograph's */
  readonly map: Homography;
  /** features that agree on it */
  readonly inliers: number;
  /** how clearly its border shows as straight edges, from 0 to 1 or so */
  readonly clarity: number;
}

/** Guesses whose corners are nearer, as a share of the slide's width, settle in the same place. */
const SAME = 0.012;
/** Quads are sought in the photograph at about this width; then more of them, and at the other one. */
const QUADS_SIZE = 320;
const LINE_QUADS = 14;
const MORE_LINE_QUADS = 40;
const FINE_QUADS_SIZE = 640;
const FINE_QUADS = 48;
/** Features are sought in the photograph at this length. */
const SEARCH_SIZE = 900;
const SEARCH: Search = { step: 1.26, levels: 7, most: 1400, threshold: 11 };

/** Whether what is found from one place is found from the other. */
export const isSamePlace = (one: Quad, other: Quad): boolean =>
  quadDistance(one, other) < SAME * Math.hypot(one[1].x - one[0].x, one[1].y - one[0].y);

/** That the slide's corners are these. */
export function guessCorners(corners: Quad, { width, height }: DeckIndex, clarity = 0): Guess[] {
  const map = rectangleToQuad(width - 1, height - 1, corners);
  return map ? [{ map, inliers: 0, clarity }] : [];
}

/** That the photograph shows the slide and nothing else: a screenshot, or a picture that has been straightened. */
export function guessWhole({ width, height }: GreyImage, index: DeckIndex): Guess[] {
  const [right, bottom] = [width - 1, height - 1];
  return guessCorners(
    [
      { x: 0, y: 0 },
      { x: right, y: 0 },
      { x: right, y: bottom },
      { x: 0, y: bottom },
    ],
    index,
  );
}

/** That a quad in the photograph is the slide: one that is brighter than the room, or of straight edges. */
export function guessQuads(picture: Mipmap, index: DeckIndex): Guess[] {
  const level = levelOf(picture, QUADS_SIZE);
  const small = picture[level] as GreyImage;
  const bright = brightQuads(small).map((quad) => ({ quad, score: 0 }));
  return asGuesses([...bright, ...lineQuads(small, LINE_QUADS, index.aspect)], level, picture, index);
}

/** The same in a larger picture, where a screen that is small, or seen askew, has its edges apart from others. */
export function guessFineQuads(picture: Mipmap, index: DeckIndex): Guess[] {
  const coarse = levelOf(picture, QUADS_SIZE);
  const further = lineQuads(picture[coarse] as GreyImage, MORE_LINE_QUADS, index.aspect).slice(LINE_QUADS);
  const level = levelOf(picture, FINE_QUADS_SIZE);
  const fine = lineQuads(picture[level] as GreyImage, FINE_QUADS, index.aspect);
  return [...asGuesses(further, coarse, picture, index), ...asGuesses(fine, level, picture, index)];
}

/** Which level of the picture is about so wide. */
const levelOf = (picture: Mipmap, width: number): number =>
  Math.min(picture.length - 1, Math.max(0, Math.round(Math.log2((picture[0] as GreyImage).width / width))));

/** Guesses of quads that were found at a level of the picture. */
function asGuesses(quads: readonly LineQuad[], level: number, picture: Mipmap, index: DeckIndex): Guess[] {
  const { width, height } = picture[0] as GreyImage;
  const factor = 2 ** level;
  const enlarged = (at: number): number => (at + 0.5) * factor - 0.5;
  return quads.flatMap(({ quad, score }) => {
    const corners = quad.map(({ x, y }) => ({ x: enlarged(x), y: enlarged(y) })) as unknown as Quad;
    return isPlausible(corners, width, height, index.aspect) ? guessCorners(corners, index, score) : [];
  });
}

/** The photograph's corners, found once for all angles. */
export class FeatureGuesses {
  readonly #small: GreyImage;
  readonly #corners: FoundCorners;
  readonly #up: Homography;
  readonly #index: DeckIndex;

  constructor(photograph: GreyImage, index: DeckIndex) {
    const scale = Math.min(1, SEARCH_SIZE / Math.max(photograph.width, photograph.height)); // at most halved
    this.#small = rescale(photograph, Math.round(photograph.width * scale), Math.round(photograph.height * scale));
    this.#corners = findFeatures(evenLight(this.#small), SEARCH);
    const up = photograph.width / this.#small.width;
    this.#up = scaling(up);
    this.#index = index;
  }

  /** @param angle how far the camera is thought to be turned, in radians */
  turned(angle: number, search: FeatureSearch): Guess[] {
    const fromFine = scaling(SLIDE_WIDTH / this.#index.width);
    return featureHypotheses(this.#corners, angle, search, this.#index, this.#small).map(({ map, inliers }) => ({
      map: compose(this.#up, compose(map, fromFine)),
      inliers,
      clarity: 0,
    }));
  }
}
