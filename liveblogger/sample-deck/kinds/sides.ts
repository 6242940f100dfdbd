import { roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, line, titledPage } from "../look.ts";

/** Two cards beside each other. */
export const sides: DrawKind<"sides"> = {
  pages: () => 1,
  draw(on, { title, left, right }, _page, place) {
    titledPage(on, title);
    const cards = [
      { card: left, x: LEFT, colour: COLOURS.accent, ground: COLOURS.accentGround },
      { card: right, x: LEFT + 575, colour: COLOURS.teal, ground: COLOURS.tealGround },
    ];
    for (const { card, x, colour, ground } of cards) {
      on.lineWidth = 2;
      roundedBox(on, { x, y: 200, width: 545, height: 420 }, 18, COLOURS.raised, COLOURS.rule);
      line(on, card.name, { x: x + 40, y: 266, width: 465 }, { font: font("Sans", 34, "700"), colour });
      roundedBox(on, { x: x + 40, y: 300, width: 465, height: 110 }, 12, ground);
      line(on, card.does, { x: x + 70, y: 372, width: 420 }, { font: font("Mono", 46, "700"), colour });
      const style = { font: font("Sans", 29), colour: COLOURS.ink, leading: 39 };
      block(on, card.after, { x: x + 40, y: 466, width: 465, lines: 4 }, style);
    }
    foot(on, "", place);
  },
};
