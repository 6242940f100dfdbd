import type { Evidence } from "./evidence.ts";
import { ANOTHER_PAGE, LEGIBLE } from "./print.ts";

/** A correlation and agreement that show that the slide's place is known well; after all usual guesses, less will do. */
const GOOD = 0.6;
const FAIR = 0.4;
/** What must speak for it beside the frame that all slides have. */
const OWN = 0.3;
/** … or when one slide stands out so clearly, and so much of it is seen. */
const CLEAR = 0.05;
const ALIKE = 0.8;
/** Where letters are legible, and there is hardly so much other print, the place is the right one whatever else is in the photograph. */
const HARDLY = -0.1;

/**
 * Whether the place is known so well that no better one need be looked for. That slides are like each other is no reason to look: it is the place that is asked
 * for, not the slide. @param sought whether features have been sought, so that little is left to try
 */
export function isRegistered({ correlation, agreement, margin, own, letters, otherPrint }: Evidence, sought: boolean): boolean {
  if (isLegible({ letters, otherPrint })) return true;
  const enough = sought ? FAIR : GOOD;
  if (own < OWN || otherPrint <= ANOTHER_PAGE) return false;
  if (correlation >= enough && agreement >= enough) return true;
  return margin >= CLEAR && correlation >= FAIR && agreement >= ALIKE;
}

/** Whether the letters are read, and there is hardly other print. */
export const isLegible = ({ letters, otherPrint }: Pick<Evidence, "letters" | "otherPrint">): boolean =>
  letters >= LEGIBLE && otherPrint >= HARDLY;
