import { arrow, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, line, middle, titledPage } from "../look.ts";

const [BOX_WIDTH, BOX_HEIGHT, STEP] = [244, 112, 292];

/** Two ways from the same beginning, one above the other. */
export const paths: DrawKind<"paths"> = {
  pages: () => 1,
  draw(on, { title, chapter, quick, lasting, quickTakes, lastingTakes }, _page, place) {
    titledPage(on, title);
    lane(on, "to the reader who is there", quick, quickTakes, 196, COLOURS.accent, COLOURS.accentGround);
    lane(on, "to the reader who comes later", lasting, lastingTakes, 428, COLOURS.teal, COLOURS.tealGround);
    foot(on, chapter, place);
  },
};

function lane(
  on: Drawing,
  name: string,
  boxes: readonly string[],
  takes: string,
  top: number,
  colour: string,
  ground: string,
): void {
  line(on, name, { x: LEFT, y: top + 28, width: 600 }, { font: font("Sans", 28, "700"), colour });
  on.font = font("Serif", 34, "700");
  const wide = on.measureText(takes).width;
  line(on, takes, { x: LEFT + 3 * STEP + BOX_WIDTH - wide, y: top + 28, width: 400 }, { font: on.font, colour });
  on.lineWidth = 3;
  boxes.forEach((box, i) => {
    const x = LEFT + i * STEP;
    const y = top + 56 + BOX_HEIGHT / 2;
    if (i > 0) arrow(on, [x - STEP + BOX_WIDTH + 4, y], [x - 6, y], COLOURS.quiet);
    roundedBox(on, { x, y: top + 56, width: BOX_WIDTH, height: BOX_HEIGHT }, 14, ground, colour);
    middle(on, box, { x: x + 8, y: y + 10, width: BOX_WIDTH - 16 }, { font: font("Sans", 28, "700"), colour: COLOURS.ink });
  });
}
