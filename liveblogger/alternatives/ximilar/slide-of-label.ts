import { AnswerNotUnderstood } from "../errors.ts";

const NUMBERED = /^(?:(?:slide|page)[\s_-]*)?0*(\d+)$/i;

/**
 * The slide, counted from 1, that a label is named after (`12`, `slide-12`, `Page 012`); null for any other name.
 * @throws AnswerNotUnderstood for a slide that the deck does not have
 */
export function slideOfLabel(name: string, slideCount: number): number | null {
  const digits = NUMBERED.exec(name.trim())?.[1];
  if (digits === undefined) return null;
  const slide = Number(digits);
  if (slide >= 1 && slide <= slideCount) return slide;
  throw new AnswerNotUnderstood(
    `Ximilar's task knows a label ${JSON.stringify(name)}, and the deck has ${slideCount} slides: it was trained with another deck.`,
  );
}
