import { type AssuranceCoefficients, COEFFICIENTS, probability } from "./assurance.ts";
import { isMoved, isOfSize, remember } from "./camera-memory.ts";
import type { CameraMemory, DecodedPhotograph, Recognition } from "./contract.ts";
import { type Found, gatherEvidence } from "./find-slide.ts";
import type { DeckIndex } from "./index-contract.ts";

/**
 * Half of the photographs that the assurance was fitted to show none of the deck's slides, one in ten of a talk's, we think: its odds
 * are so many times smaller in a talk. The answer that is right most often there is none where none is that much likelier than the slide.
 */
const SELDOM = 9;
/** With such an assurance the camera's memory is made anew. */
const REMEMBERED = 0.8;

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
  return {
    ...answer,
    moved: memory !== undefined && isOfSize(memory, found.photograph) && isMoved(memory.corners, corners),
    memory: remember(found.deck, slide, corners, found.photograph),
  };
}
