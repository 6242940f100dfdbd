import { arrow, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, middle, titledPage, WIDTH } from "../look.ts";
import { askew, miniSlide, upright } from "../mini-slide.ts";

const CORNERS = [
  [150, 236],
  [462, 264],
  [448, 470],
  [162, 486],
] as const;

/** A dark hall with a screen seen from the side, and what is made of it. */
export const room: DrawKind<"room"> = {
  pages: () => 1,
  draw(on, { title, chapter, more }, _page, place) {
    titledPage(on, title);
    hall(on);
    on.lineWidth = 5;
    arrow(on, [LEFT + 524, 380], [LEFT + 606, 380], COLOURS.accent);
    on.lineWidth = 2;
    roundedBox(on, { x: LEFT + 636, y: 240, width: 484, height: 284 }, 6, COLOURS.raised, COLOURS.faint);
    miniSlide(on, upright(LEFT + 640, 244, 476, 268));
    const style = { font: font("Sans", 24), colour: COLOURS.quiet };
    middle(on, "the photograph", { x: LEFT, y: 582, width: 500 }, style);
    middle(on, "the slide", { x: LEFT + 636, y: 582, width: 484 }, style);
    block(on, more, { x: LEFT, y: 632, width: WIDTH, lines: 1 }, { font: font("Sans", 29), colour: COLOURS.ink, leading: 38 });
    foot(on, chapter, place);
  },
};

function hall(on: Drawing): void {
  on.save();
  on.beginPath();
  on.roundRect(LEFT, 186, 500, 360, 12);
  on.clip();
  const dark = on.createLinearGradient(LEFT, 186, LEFT, 546);
  dark.addColorStop(0, "#2a2e39");
  dark.addColorStop(1, COLOURS.night);
  on.fillStyle = dark;
  on.fillRect(LEFT, 186, 500, 360);
  miniSlide(on, askew(CORNERS), 4, "#fff6e6");
  on.strokeStyle = COLOURS.nightAccent;
  on.lineWidth = 3;
  for (const [x, y] of CORNERS) {
    on.beginPath();
    on.arc(x, y, 11, 0, 2 * Math.PI);
    on.stroke();
  }
  for (const [x, y, size] of HEADS) head(on, x, y, size);
  on.restore();
}

const HEADS = [
  [118, 520, 30],
  [214, 500, 34],
  [330, 516, 31],
  [426, 504, 36],
  [532, 522, 32],
] as const;

function head(on: Drawing, x: number, y: number, size: number): void {
  on.fillStyle = "#0b0c10";
  on.beginPath();
  on.arc(x, y, size, 0, 2 * Math.PI);
  on.fill();
  on.beginPath();
  on.ellipse(x, y + size * 2.1, size * 1.9, size * 1.3, 0, 0, 2 * Math.PI);
  on.fill();
}
