import { LEVELS, type Level, type Taken, takeSequence } from "../../../liveblogger/augment/index.ts";
import { keptPhotograph } from "../../../liveblogger/calibration/kept-photograph.ts";
import { indexOf, isRight, pageOf } from "../../../liveblogger/calibration/run-trial.ts";
import type { PreparedDeck } from "../../../liveblogger/calibration/trial.ts";
import type { AssuranceCoefficients } from "../../../liveblogger/recogniser/assurance.ts";
import { type CameraMemory, decodePhotograph, gatherEvidence, judge } from "../../../liveblogger/recogniser/index.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";
import type { Judged } from "./figures.ts";

/** A camera on a stand, and the slides that are shown before it. */
export interface Sequence {
  readonly deck: string;
  readonly level: Level;
  readonly seed: string;
  /** counted from 1 */
  readonly slides: readonly number[];
}

/** As speakers go through their slides: mostly on to the next, sometimes staying, seldom jumping. */
export function planSequences(deck: PreparedDeck, perLevel: number, length: number): Sequence[] {
  return LEVELS.flatMap((level) =>
    Array.from({ length: perLevel }, (_, number): Sequence => {
      const seed = `sequence/${deck.name}/${level}/${number}`;
      const random = seededRandom(seed).branch("slides");
      let slide = random.whole(1, deck.pageCount);
      const slides = Array.from({ length }, (_, i) => {
        const way = random.next();
        if (i > 0 && way < 0.6) slide = (slide % deck.pageCount) + 1;
        else if (way > 0.85) slide = random.whole(1, deck.pageCount);
        return slide;
      });
      return { deck: deck.name, level, seed, slides };
    }),
  );
}

/** Recognises a sequence, each photograph with the memory of those before; the first, which has none, is left out. */
export async function runSequence(
  { level, seed, slides, deck: name }: Sequence,
  deck: PreparedDeck,
  coefficients: AssuranceCoefficients,
  kept?: string,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  let memory: CameraMemory | undefined;
  const taken = takeSequence(
    slides.map((slide) => pageOf(name, slide)),
    { set: "report", level, seed },
  );
  let next = 0;
  // A kept photograph is not taken again, but for one that comes before one that is not kept.
  const take = async (at: number): Promise<Taken> => {
    for (; next < at; next++) await taken.next();
    next++;
    return (await taken.next()).value as Taken;
  };
  for (let at = 0; at < slides.length; at++) {
    const jpeg = await keptPhotograph(kept, { level, seed, slides, name, at }, () => take(at));
    const found = gatherEvidence(await decodePhotograph(jpeg), indexOf(deck), memory);
    const answer = judge(found, coefficients);
    memory = answer.memory;
    const shown = slides[at] ?? 0;
    if (at > 0)
      judged.push({ level, positive: true, twin: deck.twin[shown - 1] ?? false, answer, right: isRight(answer, shown, deck) });
  }
  return judged;
}
