import type { CameraMemory, Recognition } from "../recogniser/index.ts";
import type { RecognisableDeck } from "./contract.ts";

/** A slide, counted from 1, and how much speaks for it. */
export interface SlideScore {
  readonly slide: number;
  readonly score: number;
}

/** The other slides, counted from 1, whose pictures are this one's own. */
export const sameAs = ({ index }: RecognisableDeck, slide: number): readonly number[] =>
  (index.indistinguishable[slide - 1] ?? []).map((other) => other + 1);

/**
 * What a service can say: which slide, not where. The memory is handed on, for it has nothing to add to it.
 * @param ranking best first; the runner-up is the first that can be told from the answer
 */
export function withoutCorners(
  deck: RecognisableDeck,
  answer: { readonly slide: number | null; readonly assurance: number },
  ranking: readonly SlideScore[],
  memory: CameraMemory | undefined,
): Recognition {
  const indistinguishable = answer.slide === null ? [] : sameAs(deck, answer.slide);
  const runnerUp = ranking.find(({ slide }) => slide !== answer.slide && !indistinguishable.includes(slide));
  return { ...answer, ...(runnerUp && { runnerUp }), indistinguishable, moved: false, ...(memory && { memory }) };
}
