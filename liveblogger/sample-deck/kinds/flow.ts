import { arrow, type Box, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, foot, LEFT, middle, titledPage } from "../look.ts";
import type { SlideOf } from "../slides.ts";

const [BOX_WIDTH, BOX_HEIGHT, STEP, ROWS] = [244, 140, 292, [212, 436]] as const;
const IN_A_ROW = 4;

const boxOf = (i: number): Box => ({
  x: LEFT + (i % IN_A_ROW) * STEP,
  y: ROWS[i < IN_A_ROW ? 0 : 1],
  width: BOX_WIDTH,
  height: BOX_HEIGHT,
});

/** Boxes that follow each other, in two rows of four. Those that are still to come are only outlined. */
export const flow: DrawKind<"flow"> = {
  pages: ({ pages }) => pages.length,
  draw(on, { title, chapter, pages, nodes }, page, place) {
    titledPage(on, title);
    const shown = pages[page] ?? nodes.length;
    on.lineWidth = 3;
    for (const [i, node] of nodes.entries()) {
      if (i >= shown) outline(on, boxOf(i));
      else {
        if (i > 0) connect(on, i);
        drawNode(on, node, boxOf(i), i >= (pages[page - 1] ?? 0));
      }
    }
    foot(on, chapter, place);
  },
};

function drawNode(on: Drawing, { name, says }: SlideOf<"flow">["nodes"][number], box: Box, isNew: boolean): void {
  roundedBox(on, box, 16, isNew ? COLOURS.accentGround : COLOURS.raised, isNew ? COLOURS.accent : COLOURS.faint);
  const inside = { x: box.x + 10, width: box.width - 20 };
  middle(on, name, { ...inside, y: box.y + 68 }, { font: font("Sans", 28, "700"), colour: COLOURS.ink });
  middle(on, says, { ...inside, y: box.y + 104 }, { font: font("Sans", 23), colour: COLOURS.quiet });
}

function outline(on: Drawing, { x, y, width, height }: Box): void {
  on.setLineDash([4, 9]);
  on.strokeStyle = COLOURS.faint;
  on.beginPath();
  on.roundRect(x, y, width, height, 16);
  on.stroke();
  on.setLineDash([]);
}

/** From the box before: along the row, or from the first row's end to the second one's beginning. */
function connect(on: Drawing, i: number): void {
  const [from, to] = [boxOf(i - 1), boxOf(i)];
  if (from.y === to.y) alongTheRow(on, from, to);
  else toTheNextRow(on, from, to);
}

function alongTheRow(on: Drawing, from: Box, to: Box): void {
  const y = from.y + BOX_HEIGHT / 2;
  arrow(on, [from.x + BOX_WIDTH + 4, y], [to.x - 6, y], COLOURS.quiet);
}

function toTheNextRow(on: Drawing, from: Box, to: Box): void {
  const [start, end, half] = [from.x + BOX_WIDTH / 2, to.x + BOX_WIDTH / 2, (from.y + BOX_HEIGHT + to.y) / 2];
  on.strokeStyle = COLOURS.quiet;
  on.beginPath();
  on.moveTo(start, from.y + BOX_HEIGHT + 4);
  on.lineTo(start, half);
  on.lineTo(end, half);
  on.stroke();
  arrow(on, [end, half], [end, to.y - 6], COLOURS.quiet);
}
