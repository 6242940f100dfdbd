import { arrow, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, line, middle, titledPage, WIDTH } from "../look.ts";

/** Pushes, the build that runs and the one that waits. */
export const queue: DrawKind<"queue"> = {
  pages: ({ pages }) => pages.length,
  draw(on, { title, chapter, pages }, page, place) {
    titledPage(on, title);
    const { pushes = [], running = "", waiting = "", says = "" } = pages[page] ?? {};
    const quiet = { font: font("Sans", 26), colour: COLOURS.quiet };
    line(on, "pushes", { x: LEFT, y: 226, width: 200 }, quiet);
    pushes.forEach((push, i) => {
      disc(on, push, LEFT + 46 + i * 112, 298, isIn(push, running) ? COLOURS.accent : COLOURS.teal);
    });
    slot(on, "runs", running, LEFT, COLOURS.accent);
    slot(on, "waits", waiting, LEFT + 600, COLOURS.teal);
    on.lineWidth = 4;
    if (waiting) arrow(on, [LEFT + 594, 478], [LEFT + 530, 478], COLOURS.quiet);
    line(on, says, { x: LEFT, y: 618, width: WIDTH }, { font: font("Sans", 34, "700"), colour: COLOURS.ink });
    foot(on, chapter, place);
  },
};

const isIn = (push: string, build: string): boolean => push <= build;

function disc(on: Drawing, label: string, x: number, y: number, colour: string): void {
  on.fillStyle = colour;
  on.beginPath();
  on.arc(x, y, 44, 0, 2 * Math.PI);
  on.fill();
  middle(on, label, { x: x - 40, y: y + 15, width: 80 }, { font: font("Sans", 42, "700"), colour: COLOURS.raised });
}

function slot(on: Drawing, name: string, build: string, x: number, colour: string): void {
  on.lineWidth = 4;
  if (!build) on.setLineDash([6, 10]);
  roundedBox(on, { x, y: 392, width: 520, height: 172 }, 20, COLOURS.raised, build ? colour : COLOURS.faint);
  on.setLineDash([]);
  line(on, name, { x: x + 36, y: 452, width: 200 }, { font: font("Sans", 30), colour: COLOURS.quiet });
  if (!build) return;
  line(on, `a build of ${build}`, { x: x + 36, y: 520, width: 340 }, { font: font("Sans", 46, "700"), colour });
}
