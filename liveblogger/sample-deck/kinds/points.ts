import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, line, titledPage, WIDTH } from "../look.ts";

/** Up to four points, each a few words and what they mean; they may come one after the other. */
export const points: DrawKind<"points"> = {
  pages: ({ pages }) => pages.length,
  draw(on, { title, chapter, pages, points }, page, place) {
    titledPage(on, title);
    const shown = pages[page] ?? points.length;
    points.slice(0, shown).forEach(({ head, says }, i) => {
      const y = 212 + i * 112;
      const isNew = i >= (pages[page - 1] ?? 0) && pages.length > 1;
      on.fillStyle = isNew ? COLOURS.accent : COLOURS.accentGround;
      on.beginPath();
      on.arc(LEFT + 32, y + 34, 32, 0, 2 * Math.PI);
      on.fill();
      const label = { x: LEFT + 23, y: y + 46, width: 40 };
      line(on, String(i + 1), label, { font: font("Sans", 34, "700"), colour: isNew ? COLOURS.raised : COLOURS.accent });
      line(on, head, { x: LEFT + 96, y: y + 28, width: WIDTH - 96 }, { font: font("Sans", 38, "700"), colour: COLOURS.ink });
      line(on, says, { x: LEFT + 96, y: y + 68, width: WIDTH - 96 }, { font: font("Sans", 29), colour: COLOURS.quiet });
    });
    foot(on, chapter, place);
  },
};
