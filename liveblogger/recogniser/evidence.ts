import type { DeckIndex } from "./index-contract.ts";
import type { Scored } from "./screen.ts";
import type { Templates } from "./templates.ts";
import { type Template, UNIT, type View } from "./vision/align.ts";

/** What speaks for an answer and against it, before it becomes a probability. Each is between −1 and 1, near 0 for none. */
export interface Evidence {
  /** correlation of the answer's template with what the photograph shows there */
  readonly correlation: number;
  /** … less the best of a slide that can be told from it, at most 0.2 */
  readonly margin: number;
  /** of the slide's squares with something on them, the share that the photograph shows alike */
  readonly agreement: number;
  /** of the squares with something on both, the share that is unlike */
  readonly contradiction: number;
  /** how many such squares are much less alike than the others, as a logarithm */
  readonly unlike: number;
  /** the share of what the photograph shows that is where the slide has nothing */
  readonly unexplained: number;
  /** how many squares the photograph shows alike, as a logarithm: a few words may be like a few others */
  readonly substance: number;
  /** how far photograph and slide depart alike from what the deck's slides have in common, seen finely */
  readonly own: number;
  /** correlation where the deck's slides differ from each other: a frame that another deck has too does not count */
  readonly specific: number;
  /** how many features agree on where the slide is, or that it is where the camera last saw it */
  readonly support: number;
}

const SQUARE = 20;
/** A square whose mean square is less has nothing on it. */
const SOMETHING = 0.04;
const ALIKE = 0.45;
const UNLIKE = 0.15;
/** A square is odd when it is less alike than this share of what the slide's squares usually are. */
const ODD = 0.35;
const MOST_MARGIN = 0.2;

/** The squares of the slide, by what is on the slide and in the photograph. */
export function compareSquares(
  { pixels, norm }: View,
  { width, height, data, norm: templateNorm }: Template,
): Pick<Evidence, "agreement" | "contradiction" | "unlike" | "unexplained" | "substance"> {
  const gain = norm > 0 ? templateNorm / UNIT / norm : 0;
  let [alike, something, shown, unexplained] = [0, 0, 0, 0];
  const both: { likeness: number; weight: number }[] = [];
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      let [pp, tt, pt, count] = [0, 0, 0, 0];
      for (let y = top; y < Math.min(height, top + SQUARE); y++) {
        for (let x = left, at = y * width + left; x < Math.min(width, left + SQUARE); x++, at++) {
          const p = (pixels[at] as number) * gain;
          const t = (data[at] as number) / UNIT;
          pp += p * p;
          tt += t * t;
          pt += p * t;
          count++;
        }
      }
      shown += pp;
      if (tt < SOMETHING * count) {
        if (pp > 2 * SOMETHING * count) unexplained += pp;
        continue;
      }
      const likeness = pp > 0 ? pt / Math.sqrt(pp * tt) : 0;
      const weight = Math.sqrt(tt / count);
      something += weight;
      if (likeness > ALIKE) alike += weight;
      if (pp >= SOMETHING * count) both.push({ likeness, weight: Math.sqrt(Math.min(pp, tt) / count) });
    }
  }
  const sum = (all: readonly { weight: number }[]): number => all.reduce((total, { weight }) => total + weight, 0);
  both.sort((a, b) => a.likeness - b.likeness);
  const typical = both[Math.floor(both.length * 0.6)]?.likeness ?? 0;
  return {
    agreement: something > 0 ? alike / something : 0,
    contradiction: both.length > 0 ? sum(both.filter(({ likeness }) => likeness < UNLIKE)) / sum(both) : 0,
    unlike: Math.log1p(sum(both.filter(({ likeness }) => likeness < ODD * typical))) / 3,
    unexplained: shown > 0 ? unexplained / shown : 0,
    substance: Math.log1p(alike) / 5,
  };
}

/** @param coarse what the photograph shows, as coarse as the coarse templates */
export function gather(
  ranking: readonly Scored[],
  fine: View,
  coarse: View,
  index: DeckIndex,
  templates: Templates,
  support: number,
): Evidence {
  const first = ranking[0] as Scored;
  const { slide, score } = first;
  const other = runnerUp(ranking, index);
  return {
    correlation: score,
    margin: Math.min(MOST_MARGIN, (first.resemblance ?? 0) - (other?.resemblance ?? -1)),
    ...compareSquares(fine, templates.fine(slide)),
    specific: specificCorrelation(coarse, templates.coarse(slide).data, templates.variety),
    own: ownCorrelation(fine, templates.fine(slide), templates.common()),
    support,
  };
}

/** Correlation of what photograph and slide have beside the deck's common frame. */
function ownCorrelation({ pixels, norm }: View, { data, norm: templateNorm }: Template, common: Float32Array): number {
  if (norm === 0 || templateNorm === 0) return 0;
  const gain = templateNorm / UNIT / norm;
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
