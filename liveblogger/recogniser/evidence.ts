import type { DeckIndex } from "./index-contract.ts";
import { comparePrint } from "./print.ts";
import type { Scored } from "./screen.ts";
import { type Square, squaresOf } from "./squares.ts";
import type { Templates } from "./templates.ts";
import { type Template, UNIT, type View } from "./vision/align.ts";

/** What speaks for an answer, before it becomes a probability. Each is between −1 and 1, near 0 for nothing; the more, the likelier. */
export interface Evidence {
  /** correlation of the answer's template with what the photograph shows there */
  readonly correlation: number;
  /** how much more it is what the photograph shows than the best of the slides that can be told from it, at most 0.05; hardly
   * less than nothing where only what differs tells them apart */
  readonly margin: number;
  /** of the slide's squares with something on them, the share that the photograph shows alike */
  readonly agreement: number;
  /** how many squares the photograph shows alike, as a logarithm: a few words may be like a few others */
  readonly substance: number;
  /** how far photograph and slide depart alike from what the deck's slides have in common, seen finely */
  readonly own: number;
  /** correlation where the deck's slides differ from each other: a frame that another deck has too does not count; all of it where
   * no slides differ, as in a deck of one */
  readonly specific: number;
  /** how alike the letters are, at most 0.3: then they are read */
  readonly letters: number;
  /** minus the share of the slide's squares where the photograph shows other print, at least −0.25: then it is another page */
  readonly otherPrint: number;
}

export const KINDS = [
  "correlation",
  "margin",
  "agreement",
  "substance",
  "own",
  "specific",
  "letters",
  "otherPrint",
] as const satisfies (keyof Evidence)[];

const ALIKE = 0.45;
const MOST_MARGIN = 0.05;

/** The squares of the slide that have something on them, and those of them that the photograph shows alike. */
function compareSquares(squares: readonly Square[]): Pick<Evidence, "agreement" | "substance"> {
  let [alike, something] = [0, 0];
  for (const { count, pp, tt, pt } of squares) {
    const weight = Math.sqrt(tt / count);
    something += weight;
    if (pp > 0 && pt > ALIKE * Math.sqrt(pp * tt)) alike += weight;
  }
  return { agreement: something > 0 ? alike / something : 0, substance: Math.log1p(alike) / 5 };
}

/** @param coarse what the photograph shows, as coarse as the coarse templates */
export function gather(ranking: readonly Scored[], fine: View, coarse: View, index: DeckIndex, templates: Templates): Evidence {
  const first = ranking[0] as Scored;
  const { slide, score } = first;
  const other = runnerUp(ranking, index);
  const template = templates.fine(slide);
  const gain = fine.norm === 0 ? 0 : template.norm / UNIT / fine.norm;
  const squares = squaresOf(fine, template, templates.common());
  return {
    correlation: score,
    margin: Math.min(MOST_MARGIN, (first.resemblance ?? 0) - (other?.resemblance ?? -1)),
    ...compareSquares(squares),
    specific: templates.isVaried ? specificCorrelation(coarse, templates.coarse(slide).data, templates.variety) : score,
    own: ownCorrelation(fine, template, templates.common(), gain),
    ...comparePrint(squares, gain),
  };
}

/** Correlation of what photograph and slide have beside the deck's common frame. */
function ownCorrelation({ pixels }: View, { data }: Template, common: Float32Array, gain: number): number {
  if (gain === 0) return 0;
  let [pp, tt, pt] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const frame = common[i] as number;
    const p = (pixels[i] as number) * gain - frame;
    const t = (data[i] as number) / UNIT - frame;
    pp += p * p;
    tt += t * t;
    pt += p * t;
  }
  return pp > 0 && tt > 0 ? pt / Math.sqrt(pp * tt) : 0;
}

/** The best that can be told from the first. */
export function runnerUp(ranking: readonly Scored[], index: DeckIndex): Scored | undefined {
  const first = ranking[0] as Scored;
  const same = index.indistinguishable[first.slide] as readonly number[];
  return ranking.find(({ slide }) => slide !== first.slide && !same.includes(slide));
}

function specificCorrelation({ pixels }: View, data: Int8Array, variety: Float32Array): number {
  let [pp, tt, pt] = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const weight = variety[i] as number;
    const p = pixels[i] as number;
    const t = data[i] as number;
    pp += weight * p * p;
    tt += weight * t * t;
    pt += weight * p * t;
  }
  return pp > 0 && tt > 0 ? pt / Math.sqrt(pp * tt) : 0;
}
