import { arrow, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, middle, titledPage, WIDTH } from "../look.ts";

/** One file, two places. */
export const places: DrawKind<"places"> = {
  pages: () => 1,
  draw(on, { title, chapter, file, left, right, more }, _page, place) {
    titledPage(on, title);
    const centre = LEFT + WIDTH / 2;
    on.lineWidth = 4;
    roundedBox(on, { x: centre - 190, y: 188, width: 380, height: 92 }, 12, COLOURS.night);
    middle(on, file, { x: centre - 180, y: 246, width: 360 }, { font: font("Mono", 36, "700"), colour: COLOURS.nightInk });
    for (const [card, x, colour, ground] of [
      [left, LEFT, COLOURS.accent, COLOURS.accentGround],
      [right, LEFT + 600, COLOURS.teal, COLOURS.tealGround],
    ] as const) {
      arrow(on, [centre + (x === LEFT ? -110 : 110), 284], [x + 260, 362], COLOURS.quiet);
      roundedBox(on, { x, y: 368, width: 520, height: 190 }, 20, ground, colour);
      middle(on, card.name, { x, y: 452, width: 520 }, { font: font("Serif", 54, "700"), colour });
      middle(on, card.does, { x, y: 516, width: 520 }, { font: font("Mono", 30), colour: COLOURS.ink });
    }
    middle(on, more, { x: LEFT, y: 622, width: WIDTH }, { font: font("Sans", 34, "700"), colour: COLOURS.ink });
    foot(on, chapter, place);
  },
};
