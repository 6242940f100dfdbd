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

/** The sample talk, as a speaker would go through it, with what goes wrong in a hall. */
export const PLAY: readonly Shot[] = [
  { camera: "tripod", slide: 1, level: "easy", how: "the talk begins" },
  { camera: "phone", slide: 1, level: "medium", how: "from the side" },
  { camera: "tripod", slide: 2, level: "easy", how: "the next slide" },
  { camera: "tripod", slide: 2, level: "easy", how: "the same photograph, sent twice", again: 1 },
  { camera: "tripod", slide: 5, level: "easy", how: "two slides were skipped" },
  { camera: "tripod", slide: 6, level: "easy", how: "the same slide, one step on" },
  { camera: "tripod", slide: null, negative: "desktop", level: "easy", how: "the speaker's desktop" },
  { camera: "phone", slide: 9, level: "medium", how: "from another seat" },
  { camera: "phone", slide: 8, level: "medium", how: "was stuck in a telephone", late: 3 },
  { camera: "tripod", slide: null, negative: "room", level: "easy", how: "the projector is off" },
  { camera: "tripod", slide: 19, level: "easy", how: "a picture" },
  { camera: "tripod", slide: 2, level: "easy", how: "back to an earlier slide" },
  { camera: "phone", slide: 20, level: "medium", how: "the first of four points" },
  { camera: "tripod", slide: 23, level: "easy", how: "all four points" },
  { camera: "phone", slide: 23, level: "medium", how: "with heads in the way" },
  { camera: "tripod", slide: 37, level: "easy", how: "the last slide" },
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
  [...showingsOf(play)].map(([slide, places]) => ({ slide, returns: places.length - 1 }));

/** How often the speaker had come back to the shot's slide with it; undefined when the shot shows nothing new. */
export function returnsWith(play: readonly Shot[], place: number): number | undefined {
  const { slide = null } = play[place] ?? {};
  const showing = slide === null ? -1 : (showingsOf(play).get(slide)?.indexOf(place) ?? -1);
  return showing < 0 ? undefined : showing;
}

/** Of each slide the shots with which it came on the screen, in the order in which they were taken. */
function showingsOf(play: readonly Shot[]): Map<number, number[]> {
  const showings = new Map<number, number[]>();
  let current: number | undefined;
  const taken = play.map(({ slide, ...shot }, place) => ({ slide, place, at: takenAt({ slide, ...shot }, place) }));
  for (const { slide, place } of taken.sort((one, other) => one.at - other.at)) {
    if (slide === null) continue;
    if (slide !== current) showings.set(slide, [...(showings.get(slide) ?? []), place]);
    current = slide;
  }
  return showings;
}
