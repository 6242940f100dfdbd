import { roundedBox, wrapped } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, line, titledPage } from "../look.ts";

const TEXT_WIDTH = 376;

/** A telephone with the text that the owner gets, and what is worth saying of it. */
export const textMessage: DrawKind<"text-message"> = {
  pages: () => 1,
  draw(on, { title, chapter, message, points }, _page, place) {
    titledPage(on, title);
    roundedBox(on, { x: LEFT, y: 186, width: 490, height: 456 }, 44, COLOURS.night);
    roundedBox(on, { x: LEFT + 14, y: 200, width: 462, height: 428 }, 32, COLOURS.raised);
    roundedBox(on, { x: LEFT + 180, y: 212, width: 130, height: 14 }, 7, COLOURS.night);
    const style = { font: font("Sans", 26), colour: COLOURS.ink, leading: 38 };
    on.font = style.font;
    const lines = wrapped(on, message, TEXT_WIDTH).length;
    roundedBox(
      on,
      { x: LEFT + 34, y: 262, width: TEXT_WIDTH + 46, height: lines * style.leading + 40 },
      22,
      COLOURS.accentGround,
    );
    block(on, message, { x: LEFT + 58, y: 308, width: TEXT_WIDTH, lines: 8 }, style);
    points.forEach((point, i) => {
      const y = 268 + i * 106;
      on.fillStyle = COLOURS.accent;
      on.fillRect(LEFT + 560, y - 20, 26, 5);
      line(on, point, { x: LEFT + 606, y: y - 4, width: 514 }, { font: font("Sans", 36, "700"), colour: COLOURS.ink });
    });
    foot(on, chapter, place);
  },
};
