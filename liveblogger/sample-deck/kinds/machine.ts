import { arrow, type Box, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { block, COLOURS, foot, LEFT, middle, titledPage, WIDTH } from "../look.ts";
import type { SlideOf } from "../slides.ts";

const [BOX_WIDTH, BOX_HEIGHT, STEP] = [206, 58, 228];
const ROWS = [186, 310, 450];

type Boxes = ReadonlyMap<string, Box>;

/** A state machine in three rows; loops go back below their row, a jump leaves one out. */
export const machine: DrawKind<"machine"> = {
  pages: () => 1,
  draw(on, { title, chapter, more, ...slide }, _page, place) {
    titledPage(on, title);
    const boxes = layOut(slide.rows);
    on.lineWidth = 3;
    drawWays(on, slide, boxes);
    for (const [state, box] of boxes) drawState(on, state, box);
    const style = { font: font("Sans", 27), colour: COLOURS.quiet, leading: 36 };
    block(on, more, { x: LEFT, y: 590, width: WIDTH, lines: 2 }, style);
    foot(on, chapter, place);
  },
};

const layOut = (rows: readonly (readonly string[])[]): Boxes =>
  new Map(
    rows.flatMap((row, r) =>
      row.map((state, i): [string, Box] => [
        state,
        { x: LEFT + i * STEP, y: ROWS[r] ?? 0, width: BOX_WIDTH, height: BOX_HEIGHT },
      ]),
    ),
  );

/** A state's kind shows in its name. */
function drawState(on: Drawing, state: string, box: Box): void {
  const isChoice = state.endsWith("OrNot");
  const isWait = state.startsWith("WaitFor");
  if (isWait) on.setLineDash([8, 6]);
  const [ground, colour] = isChoice ? [COLOURS.accentGround, COLOURS.accent] : [COLOURS.tealGround, COLOURS.teal];
  roundedBox(on, box, isChoice ? BOX_HEIGHT / 2 : 10, isWait ? COLOURS.ground : ground, isWait ? COLOURS.quiet : colour);
  on.setLineDash([]);
  const inside = { x: box.x + 4, width: box.width - 8, y: box.y + BOX_HEIGHT / 2 + 6 };
  middle(on, state, inside, { font: font("Mono", 17, "700"), colour: COLOURS.ink });
}

function drawWays(on: Drawing, { rows, loops, jump }: Pick<SlideOf<"machine">, "rows" | "loops" | "jump">, boxes: Boxes): void {
  for (const row of rows) for (const [i, state] of row.slice(1).entries()) between(on, boxes.get(row[i] ?? ""), boxes.get(state));
  for (const [from, to] of loops) loop(on, boxes.get(from), boxes.get(to));
  for (const [upper, lower] of [rows.slice(0, 2), rows.slice(1)])
    wrapAround(on, boxes.get(upper?.at(-1) ?? ""), boxes.get(lower?.[0] ?? ""));
  leaveOut(on, boxes.get(jump[0]), boxes.get(jump[1]));
}

function between(on: Drawing, from: Box | undefined, to: Box | undefined): void {
  if (!from || !to) return;
  const y = from.y + BOX_HEIGHT / 2;
  arrow(on, [from.x + BOX_WIDTH, y], [to.x - 2, y], COLOURS.quiet);
}

/** From a state back to an earlier one of its row, below the row. */
function loop(on: Drawing, from: Box | undefined, to: Box | undefined): void {
  if (!from || !to) return;
  const [bottom, low] = [from.y + BOX_HEIGHT, from.y + BOX_HEIGHT + 26];
  on.strokeStyle = COLOURS.accent;
  on.beginPath();
  on.moveTo(from.x + BOX_WIDTH / 2, bottom);
  on.lineTo(from.x + BOX_WIDTH / 2, low);
  on.lineTo(to.x + BOX_WIDTH / 2, low);
  on.stroke();
  arrow(on, [to.x + BOX_WIDTH / 2, low], [to.x + BOX_WIDTH / 2, bottom + 2], COLOURS.accent);
}

/** From a row's end to the beginning of the next. */
function wrapAround(on: Drawing, from: Box | undefined, to: Box | undefined): void {
  if (!from || !to) return;
  const high = to.y - 30;
  on.strokeStyle = COLOURS.quiet;
  on.beginPath();
  on.moveTo(from.x + BOX_WIDTH, from.y + BOX_HEIGHT / 2);
  on.lineTo(from.x + BOX_WIDTH + 26, from.y + BOX_HEIGHT / 2);
  on.lineTo(from.x + BOX_WIDTH + 26, high);
  on.lineTo(to.x + 60, high);
  on.stroke();
  arrow(on, [to.x + 60, high], [to.x + 60, to.y - 2], COLOURS.quiet);
}

/** Past the row between, at the page's left edge. */
function leaveOut(on: Drawing, from: Box | undefined, to: Box | undefined): void {
  if (!from || !to) return;
  const [left, low] = [to.x - 34, from.y + BOX_HEIGHT + 18];
  on.strokeStyle = COLOURS.accent;
  on.beginPath();
  on.moveTo(from.x + 40, from.y + BOX_HEIGHT);
  on.lineTo(from.x + 40, low);
  on.lineTo(left, low);
  on.lineTo(left, to.y + BOX_HEIGHT / 2);
  on.stroke();
  arrow(on, [left, to.y + BOX_HEIGHT / 2], [to.x - 2, to.y + BOX_HEIGHT / 2], COLOURS.accent);
}
