import { explainingAws } from "../explain-aws.ts";
import type { Place } from "../place.ts";
import { withStack } from "../stack/with-stack.ts";
import { readSlide } from "../talk/tables.ts";
import { talkNamed } from "../talk/talk-named.ts";
import { readTrafficCop } from "./traffic-cop.ts";

/** The slide on the screen, as far as the talk's cameras know. */
export interface CurrentSlide {
  readonly talk: string;
  /** counted from 1; null before the first */
  readonly slide: number | null;
  readonly title?: string;
  /** when it was seen last: ISO 8601, UTC */
  readonly time?: string;
  /** how many entries the talk has or is to have */
  readonly entries: number;
}

/** @throws NotFound, UserError */
export const getSlide = (talk: string, place: Place): Promise<CurrentSlide> =>
  explainingAws(place, () =>
    withStack(place, async (stack) => {
      await talkNamed(stack, talk);
      const { slide, time, entries } = await readTrafficCop(stack, talk);
      const title = slide === undefined ? undefined : (await readSlide(stack, talk, slide))?.title;
      const count = Object.keys(entries).length;
      return { talk, slide: slide ?? null, ...(title && { title }), ...(time && { time }), entries: count };
    }),
  );
