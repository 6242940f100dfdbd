/**
 * What the cameras of a talk saw, in the order in which it was photographed, whatever order it came in: which slides were shown,
 * when, and when the speaker came back to one. All of it follows from the set of photographs, so that their order and their
 * repetition do not matter; and a slide that was shown once stays shown, whatever comes later.
 */
import { AGREE_SECONDS } from "./certainty.ts";

/** An assured photograph of a slide. */
export interface Observation {
  /** When it was taken, in milliseconds since the epoch. */
  readonly at: number;
  readonly slide: number;
  /** The photograph's hash: the same picture sent twice can't agree with itself. */
  readonly photo: string;
  /** True once it is believed: certain by itself, or because another photograph agrees. Never taken back. */
  readonly counts?: boolean;
}

const AGREE = AGREE_SECONDS * 1000;

/** A talk of some hours has a fraction of it; an item of DynamoDB could hold thrice as many. */
const MOST = 2000;

const inOrder = (one: Observation, other: Observation): number => one.at - other.at || (one.photo < other.photo ? -1 : 1);

/** Adds a photograph; gives its argument when it is there already. @param certain whether it is believed alone */
export function observe(
  observed: readonly Observation[],
  seen: Omit<Observation, "counts">,
  certain: boolean,
): readonly Observation[] {
  if (observed.some(({ at, photo }) => at === seen.at && photo === seen.photo)) return observed;
  const agrees = ({ at, slide, photo }: Observation) =>
    slide === seen.slide && photo !== seen.photo && Math.abs(at - seen.at) <= AGREE;
  const counts = certain || observed.some(agrees);
  const before = observed.map((other) => (agrees(other) && !other.counts ? { ...other, counts: true } : other));
  return bounded([...before, counts ? { ...seen, counts } : seen].sort(inOrder));
}

/** Those that are believed; a photograph that came twice, with two times, counts at the first. */
function believed(observed: readonly Observation[]): Observation[] {
  const photos = new Set<string>();
  return observed.filter(({ counts, photo }) => counts && !photos.has(photo) && photos.add(photo));
}

/**
 * Of three in a row that show one slide within the time in which two agree, the middle one says nothing: what comes later, wherever it
 * belongs, is judged alike without it.
 */
function bounded(observed: readonly Observation[]): readonly Observation[] {
  const thin = thinned(observed, AGREE);
  if (thin.length <= MOST) return thin;
  // Beyond any talk: what late photographs would have made of the inside of a run is given up, then what is oldest.
  return thinned(thin, Number.POSITIVE_INFINITY).slice(-MOST);
}

function thinned(observed: readonly Observation[], span: number): readonly Observation[] {
  const row = believed(observed);
  const dropped = new Set<Observation>();
  let before = row[0];
  for (let i = 1; i < row.length - 1; i++) {
    const [here, after] = [row[i] as Observation, row[i + 1] as Observation];
    const isInside = before?.slide === here.slide && here.slide === after.slide && after.at - before.at <= span;
    if (isInside) dropped.add(here);
    else before = here;
  }
  return dropped.size === 0 ? observed : observed.filter((one) => !dropped.has(one));
}

/** When a slide was shown, in milliseconds since the epoch. */
export interface Showing {
  readonly first: number;
  /** When the speaker came back to it after another slide, earliest first. */
  readonly returned: readonly number[];
}

/** The slides that were shown, and when. A slide that is back within the time in which two agree is no return but a flicker. */
export function showings(observed: readonly Observation[]): ReadonlyMap<number, Showing> {
  const shown = new Map<number, { readonly first: number; readonly returned: number[]; last: number }>();
  let current: number | undefined;
  for (const { at, slide } of believed(observed)) {
    const before = shown.get(slide);
    if (!before) shown.set(slide, { first: at, returned: [], last: at });
    else {
      if (slide !== current && at - before.last > AGREE) before.returned.push(at);
      before.last = at;
    }
    current = slide;
  }
  return new Map([...shown].map(([slide, { first, returned }]) => [slide, { first, returned }]));
}

/** The slide that is on the screen, and the last photograph of it; undefined before the first. */
export const latest = (observed: readonly Observation[]): Observation | undefined => believed(observed).at(-1);
