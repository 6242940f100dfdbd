import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, middle, titledPage, WIDTH } from "../look.ts";
import { miniSlide, upright } from "../mini-slide.ts";

const [SLIDE_WIDTH, SLIDE_HEIGHT, TOP] = [524, 330, 190];
const [COLUMNS, ROWS] = [12, 7];

/** Two slides that differ in a line; the squares in which they do are marked. */
export const twins: DrawKind<"twins"> = {
  pages: () => 1,
  draw(on, { title, chapter, more }, _page, place) {
    titledPage(on, title);
    for (const [i, lines] of [3, 4].entries()) {
      const x = LEFT + i * (WIDTH - SLIDE_WIDTH);
      miniSlide(on, upright(x, TOP, SLIDE_WIDTH, SLIDE_HEIGHT), lines);
      const [width, height] = [SLIDE_WIDTH / COLUMNS, SLIDE_HEIGHT / ROWS];
      on.strokeStyle = COLOURS.rule;
      on.lineWidth = 1.5;
      for (let column = 0; column < COLUMNS; column++)
        for (let row = 0; row < ROWS; row++) on.strokeRect(x + column * width, TOP + row * height, width, height);
      on.strokeStyle = COLOURS.accent;
      on.lineWidth = 5;
      on.strokeRect(x, TOP + 5 * height, 7 * width, height);
      const label = { x, y: TOP + SLIDE_HEIGHT + 40, width: SLIDE_WIDTH };
      middle(on, `slide ${i + 13}`, label, { font: font("Sans", 25), colour: COLOURS.quiet });
    }
    block(on, more, { x: LEFT, y: 604, width: WIDTH, lines: 2 }, { font: font("Sans", 28), colour: COLOURS.ink, leading: 37 });
    foot(on, chapter, place);
  },
};
