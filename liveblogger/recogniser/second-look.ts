import type { DeckIndex } from "./index-contract.ts";
import { rankBesideCommon, rankFinely, type Scored } from "./screen.ts";
import { COARSE_RADIUS, COARSER, FINE_RADIUS, FINER, type Templates } from "./templates.ts";
import { align, type View, view } from "./vision/align.ts";
import { compose } from "./vision/homography.ts";
import type { Mipmap } from "./vision/rectify.ts";

/** What the photograph shows, finely, where the slide is thought to be, and how slides fit there, best first. */
export interface FineLook {
  readonly fine: View;
  readonly ranking: readonly Scored[];
}

const ROUNDS = 6;

/**
 * Moved to a wrong slide with the right frame, a guess lies a little wrong, and there the right slide fits no better than others. So the
 * slide that fits best beside the common frame gets its chance: it is taken where, once moved to it, the photograph fits better than before.
 * The result's coarse picture is of the place that was chosen.
 */
export function lookAgain(
  look: FineLook,
  picture: Mipmap,
  index: DeckIndex,
  templates: Templates,
): FineLook & { readonly coarse: View } {
  const coarse = coarsely(look.fine, picture, index);
  const { slide } = rankBesideCommon(coarse, index, templates)[0] as Scored;
  const first = look.ranking[0] as Scored;
  if (slide === first.slide) return { ...look, coarse };
  const fine = align(picture, look.fine, templates.fine(slide), FINE_RADIUS, ROUNDS, { stride: 2, lens: true });
  const ranking = rankFinely(fine, new Set([slide, ...look.ranking.map((one) => one.slide)]), templates);
  if ((ranking[0] as Scored).score <= first.score) return { ...look, coarse };
  return { fine, ranking, coarse: coarsely(fine, picture, index) };
}

/** As coarse as the coarse templates. */
export const coarsely = ({ map, bend }: View, picture: Mipmap, { width, height }: DeckIndex): View =>
  view(picture, compose(map, FINER), width / COARSER, height / COARSER, COARSE_RADIUS, { bend });
