/** What the camera of the demonstration sees, in order. Pure: which posts must come of it follows from the list alone. */
import type { Level, NegativeKind } from "../../liveblogger/augment/index.ts";

/** A photograph of the play. */
export interface Shot {
  /** as the camera names itself */
  readonly camera: "tripod" | "phone";
  /** the slide on the screen; null when none of the deck's is */
  readonly slide: number | null;
  /** what is on the screen instead */
  readonly negative?: Exclude<NegativeKind, "other deck">;
  readonly level: Level;
  /** for people: what is worth knowing of it */
  readonly how: string;
  /** The photograph of so many shots before is sent once more. */
  readonly again?: number;
  /** It was taken so many shots ago, between that one and the next, and sent only now. */
  readonly late?: number;
}

/** Seconds between two photographs. */
export const PACE = 3;

/**
 * The sample talk, as a speaker would go through it, with what goes wrong in a hall. Every slide is photographed twice while it is on
 * the screen: one photograph is believed alone only if the recogniser is very sure of it.
 */
export const PLAY: readonly Shot[] = [
  { camera: "tripod", slide: 1, level: "easy", how: "the talk begins" },
  { camera: "phone", slide: 1, level: "medium", how: "from the side" },
  { camera: "tripod", slide: 2, level: "easy", how: "the next slide" },
  { camera: "tripod", slide: 2, level: "easy", how: "the same photograph, sent twice", again: 1 },
  { camera: "phone", slide: 2, level: "medium", how: "from another seat" },
  { camera: "tripod", slide: 5, level: "easy", how: "two slides were skipped" },
  { camera: "tripod", slide: 6, level: "easy", how: "the same slide, one step on" },
  { camera: "phone", slide: 6, level: "medium", how: "with heads in the way" },
  { camera: "tripod", slide: null, negative: "desktop", level: "easy", how: "the speaker's desktop" },
  { camera: "phone", slide: 5, level: "medium", how: "was stuck in a telephone", late: 4 },
  { camera: "tripod", slide: 19, level: "easy", how: "a picture" },
  { camera: "phone", slide: 19, level: "medium", how: "in another light" },
  { camera: "tripod", slide: null, negative: "room", level: "easy", how: "the projector is off" },
  { camera: "tripod", slide: 2, level: "easy", how: "back to an earlier slide" },
  { camera: "phone", slide: 2, level: "medium", how: "from far away" },
  { camera: "tripod", slide: 37, level: "easy", how: "the last slide" },
  { camera: "phone", slide: 37, level: "medium", how: "and once more" },
];

/** An entry that must be there in the end. */
export interface ExpectedEntry {
  readonly slide: number;
  /** how often the speaker came back to it */
  readonly returns: number;
}

/** When the shot at this place was taken, in shots from the beginning: a late one between two others. */
export const takenAt = (shot: Shot, place: number): number => (shot.late === undefined ? place : place - shot.late + 0.5);

/** The entries that the play must end with, in the order of their times, whatever order the photographs come in. */
export const expectedEntries = (play: readonly Shot[]): ExpectedEntry[] =>
  [...showingsOf(play)].map(([slide, showings]) => ({ slide, returns: showings.length - 1 }));

/** How often the speaker had come back to the shot's slide by then; undefined when it shows none. */
export function returnsBy(play: readonly Shot[], place: number): number | undefined {
  const { slide = null } = play[place] ?? {};
  return slide === null
    ? undefined
    : showingsOf(play)
        .get(slide)
        ?.findIndex((showing) => showing.includes(place));
}

/** Of each slide the times that it was on the screen, each as the shots that were taken of it. */
export function showingsOf(play: readonly Shot[]): ReadonlyMap<number, readonly (readonly number[])[]> {
  const showings = new Map<number, number[][]>();
  let current: number | undefined;
  const taken = play.map((shot, place) => ({ slide: shot.slide, place, at: takenAt(shot, place) }));
  for (const { slide, place } of taken.sort((one, other) => one.at - other.at)) {
    if (slide === null) continue;
    const of = showings.get(slide) ?? [];
    if (slide === current) of.at(-1)?.push(place);
    else of.push([place]);
    showings.set(slide, of);
    current = slide;
  }
  return showings;
}
