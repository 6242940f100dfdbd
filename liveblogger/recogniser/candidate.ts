import type { CameraMemory, Quad } from "./contract.ts";
import { type Evidence, gather } from "./evidence.ts";
import type { Guess } from "./guesses.ts";
import type { DeckIndex } from "./index-contract.ts";
import { gainOf } from "./resemblance.ts";
import type { Scored } from "./screen.ts";
import type { FineLook } from "./second-look.ts";
import { tellsApart } from "./telling-apart.ts";
import type { Templates } from "./templates.ts";
import type { View } from "./vision/align.ts";
import type { GreyImage } from "./vision/grey-image.ts";
import { cornersOf } from "./vision/homography.ts";
import { bent, type Mipmap } from "./vision/rectify.ts";

/** Slides whose resemblances are nearer can't be told apart by one photograph: the talk's course decides, where a memory has it. */
const TIE = 0.005;

/** What is looked at, and what has been. */
export interface Scene {
  readonly picture: Mipmap;
  readonly index: DeckIndex;
  readonly templates: Templates;
  /** of a camera whose photographs are as large as this one */
  readonly memory: CameraMemory | undefined;
  /** all guesses that were examined, and the places that were looked at finely */
  readonly guessed: Guess[];
  readonly looked: View[];
}

/** A guess that has been examined. */
export interface Candidate {
  readonly evidence: Evidence;
  readonly ranking: readonly Scored[];
  readonly corners: Quad;
}

/** What a place that was looked at finely comes to. @param look the slides there, best first; the place is seen coarsely as well */
export function conclude({ fine, coarse, ranking: seen }: FineLook & { coarse: View }, scene: Scene): Candidate {
  const { picture, index, templates, memory } = scene;
  const ranking = memory?.deck === index.id ? asExpected(seen, memory.slide - 1, fine, templates) : seen;
  const straight = cornersOf(fine.map, index.width - 1, index.height - 1);
  const corners = straight.map((corner) => bent(corner, fine.bend, picture[0] as GreyImage)) as unknown as Quad;
  return { ranking, corners, evidence: gather(ranking, fine, coarse, index, templates) };
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
