import { registerFonts } from "../decks-made/fonts.ts";
import type { Drawing } from "../decks-made/page.ts";
import type { DrawnDeck } from "../decks-made/render.ts";
import type { DrawKind } from "./draw-kind.ts";
import { TextDoesNotFit } from "./errors.ts";
import { DRAW } from "./kinds/index.ts";
import { PAGE } from "./look.ts";
import { type Kind, readSlides, type Slide } from "./slides.ts";

/** The deck of slides.yml's text; pages are drawn when they are asked for. @throws SlidesInvalid */
export function sampleDeck(yaml: string): DrawnDeck {
  registerFonts();
  const steps = readSlides(yaml).flatMap((slide) =>
    Array.from({ length: kindOf(slide).pages(slide) }, (_, step) => ({ slide, step })),
  );
  const pages = steps.map(({ slide, step }, i) => ({
    draw: (on: Drawing): void => drawn(on, slide, step, { number: i + 1, total: steps.length }),
  }));
  return { name: "Lectern", ...PAGE, pages };
}

/** Each kind is drawn by its own, which the type checker can't follow. */
const kindOf = (slide: Slide): DrawKind<Kind> => DRAW[slide.kind] as DrawKind<Kind>;

/** @throws TextDoesNotFit that names the page */
function drawn(on: Drawing, slide: Slide, step: number, place: { number: number; total: number }): void {
  try {
    kindOf(slide).draw(on, slide, step, place);
  } catch (error) {
    if (error instanceof TextDoesNotFit) throw new TextDoesNotFit(`page ${place.number}, ${slide.title}: ${error.message}`);
    throw error;
  }
}
