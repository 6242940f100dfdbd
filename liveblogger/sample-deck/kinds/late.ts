import { arrow } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, line, middle, titledPage, WIDTH } from "../look.ts";

const SLIDES = [1, 2, 3, 4];
const [TAKEN, ARRIVED, BLOG] = [236, 392, 540];
const x = (position: number): number => LEFT + 330 + position * 190;

/** Photographs as they were taken, as they arrived, and the blog that they make. */
export const late: DrawKind<"late"> = {
  pages: ({ pages }) => pages.length,
  draw(on, { title, chapter, pages }, page, place) {
    titledPage(on, title);
    const { arrived = [], says = "" } = pages[page] ?? {};
    const label = { font: font("Sans", 30), colour: COLOURS.quiet };
    line(on, "taken", { x: LEFT, y: TAKEN + 10, width: 200 }, label);
    line(on, "arrived", { x: LEFT, y: ARRIVED + 10, width: 200 }, label);
    line(on, "on the blog", { x: LEFT, y: BLOG + 10, width: 240 }, label);
    on.lineWidth = 3;
    arrived.forEach((slide, i) => {
      const first = arrived.indexOf(slide) === i;
      arrow(on, [x(slide - 1), TAKEN + 42], [x(i), ARRIVED - 42], first ? COLOURS.quiet : COLOURS.faint);
    });
    for (const slide of SLIDES) photo(on, slide, x(slide - 1), TAKEN, COLOURS.teal);
    arrived.forEach((slide, i) => {
      const repeated = arrived.indexOf(slide) !== i;
      photo(on, slide, x(i), ARRIVED, repeated ? COLOURS.faint : COLOURS.teal);
    });
    const there = SLIDES.filter((slide) => arrived.includes(slide));
    for (const [i, slide] of there.entries()) photo(on, slide, x(i), BLOG, COLOURS.accent);
    line(on, says, { x: LEFT, y: 636, width: WIDTH }, { font: font("Sans", 30, "700"), colour: COLOURS.ink });
    foot(on, chapter, place);
  },
};

function photo(on: Drawing, slide: number, at: number, y: number, colour: string): void {
  on.fillStyle = colour;
  on.beginPath();
  on.roundRect(at - 56, y - 38, 112, 76, 10);
  on.fill();
  middle(on, String(slide), { x: at - 56, y: y + 14, width: 112 }, { font: font("Sans", 40, "700"), colour: COLOURS.raised });
}
