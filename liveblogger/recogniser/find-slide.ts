import { isOfSize, type Size } from "./camera-memory.ts";
import type { Candidate, Scene } from "./candidate.ts";
import type { CameraMemory, DecodedPhotograph, Quad } from "./contract.ts";
import { type Evidence, runnerUp } from "./evidence.ts";
import { examine } from "./examine.ts";
import { FeatureGuesses, type Guess, guessCorners, guessFineQuads, guessQuads, guessWhole } from "./guesses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { readFurther } from "./read-further.ts";
import { isRegistered } from "./registration.ts";
import type { Scored } from "./screen.ts";
import { Templates } from "./templates.ts";
import { FeatureSearch } from "./vision/feature-search.ts";
import { toGrey } from "./vision/grey-image.ts";
import { mipmap } from "./vision/rectify.ts";
import { snapBorder } from "./vision/snap-border.ts";

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
  readonly photograph: Size;
  readonly deck: string;
  readonly memory?: CameraMemory;
}

/** The best slide: guesses where it is are made, dearer ones later, until one is sure. */
export function gatherEvidence(photograph: DecodedPhotograph, index: DeckIndex, memory?: CameraMemory): Found {
  const deck = decks.get(index) ?? new PreparedDeck(index);
  decks.set(index, deck);
  const remembered = memory && isOfSize(memory, photograph) ? memory : undefined;
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
