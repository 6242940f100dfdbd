import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, line, titledPage } from "../look.ts";

/** Three numbers and what they count. */
export const figures: DrawKind<"figures"> = {
  pages: () => 1,
  draw(on, { title, chapter, figures }, _page, place) {
    titledPage(on, title);
    figures.forEach(({ number, says }, i) => {
      const x = LEFT + i * 390;
      on.fillStyle = COLOURS.rule;
      if (i > 0) on.fillRect(x - 36, 230, 3, 350);
      line(on, number, { x, y: 380, width: 340 }, { font: font("Serif", 150, "700"), colour: COLOURS.accent });
      block(on, says, { x, y: 452, width: 310, lines: 4 }, { font: font("Sans", 31), colour: COLOURS.ink, leading: 41 });
    });
    foot(on, chapter, place);
  },
};
