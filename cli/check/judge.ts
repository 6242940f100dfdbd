/** What a rehearsal says of a deck. Pure. */

/** A photograph of the rehearsal, and what was made of it. */
export interface Trial {
  /** what it shows, counted from 1 */
  readonly slide: number;
  /** what was seen; null when no slide of the deck */
  readonly answer: number | null;
  /** how sure that was, 0 to 1 */
  readonly assurance: number;
  /** further slides that look like the answer */
  readonly indistinguishable: readonly number[];
}

export interface SlideResult {
  readonly slide: number;
  readonly photographs: number;
  /** of these, how many were recognised, and surely enough for the talk */
  readonly recognised: number;
  /** how many were taken for another slide, and surely enough: readers would see it */
  readonly mistaken: number;
}

export interface Confusion {
  /** the slide that was shown, and the one that was seen; counted from 1 */
  readonly slides: readonly [number, number];
  readonly times: number;
  /** how often that was surely enough for readers to see it */
  readonly published: number;
}

export interface Judgement {
  readonly results: readonly SlideResult[];
  /** the most frequent first */
  readonly confused: readonly Confusion[];
  /** slides that were recognised on fewer than half of their photographs */
  readonly weak: readonly number[];
  /** slides that there was no time for */
  readonly untried: readonly number[];
  readonly verdict: "ready" | "nearly ready" | "not ready";
}

/** A slide is photographed every few seconds: half of its photographs are many more than it needs. */
const ENOUGH = 0.5;
/** With more weak slides than this, a talk would have holes. */
const FEW = 0.1;

/** @param threshold the assurance that the talk asks for, 0 to 1 */
export function judge(slides: number, trials: readonly Trial[], threshold: number): Judgement {
  const results = Array.from({ length: slides }, (_, i) => resultOf(i + 1, trials, threshold));
  const confused = confusions(trials, threshold);
  const tried = results.filter(({ photographs }) => photographs > 0);
  const untried = results.filter(({ photographs }) => photographs === 0).map(({ slide }) => slide);
  const weak = tried.filter((one) => one.recognised < ENOUGH * one.photographs).map(({ slide }) => slide);
  const isBad = weak.length > Math.max(1, FEW * tried.length);
  const isFlawed = weak.length > 0 || untried.length > 0 || confused.some(({ published }) => published > 0);
  return { results, confused, weak, untried, verdict: isBad ? "not ready" : isFlawed ? "nearly ready" : "ready" };
}

const isRight = ({ slide, answer, indistinguishable }: Trial): boolean => answer === slide || indistinguishable.includes(slide);

function resultOf(slide: number, trials: readonly Trial[], threshold: number): SlideResult {
  const own = trials.filter((trial) => trial.slide === slide);
  const sure = own.filter(({ answer, assurance }) => answer !== null && assurance >= threshold);
  const recognised = sure.filter(isRight).length;
  return { slide, photographs: own.length, recognised, mistaken: sure.length - recognised };
}

function confusions(trials: readonly Trial[], threshold: number): Confusion[] {
  const found = new Map<string, { slides: [number, number]; times: number; published: number }>();
  for (const trial of trials) {
    const { slide, answer, assurance } = trial;
    if (answer === null || isRight(trial)) continue;
    const key = `${slide} ${answer}`;
    const known = found.get(key) ?? { slides: [slide, answer], times: 0, published: 0 };
    known.times += 1;
    if (assurance >= threshold) known.published += 1;
    found.set(key, known);
  }
  return [...found.values()].sort((one, other) => other.published - one.published || other.times - one.times);
}
