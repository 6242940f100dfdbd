import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, line, mark, nightPage } from "../look.ts";

/** The first page and the last: the lectern in its light. */
export const cover: DrawKind<"cover"> = {
  pages: () => 1,
  draw(on, { title, says, more }) {
    nightPage(on);
    const light = on.createLinearGradient(1010, 0, 1010, 600);
    light.addColorStop(0, "rgba(240,165,114,0.30)");
    light.addColorStop(1, "rgba(240,165,114,0.02)");
    on.fillStyle = light;
    on.beginPath();
    on.moveTo(965, 0);
    on.lineTo(1055, 0);
    on.lineTo(1250, 600);
    on.lineTo(770, 600);
    on.closePath();
    on.fill();
    on.fillStyle = "rgba(240,165,114,0.14)";
    on.beginPath();
    on.ellipse(1010, 600, 240, 34, 0, 0, 2 * Math.PI);
    on.fill();
    line(on, title, { x: 90, y: 330, width: 700 }, { font: font("Serif", 132, "700"), colour: COLOURS.nightInk });
    on.fillStyle = COLOURS.nightAccent;
    on.fillRect(96, 372, 110, 6);
    line(on, says, { x: 94, y: 450, width: 700 }, { font: font("Serif", 46), colour: COLOURS.nightInk });
    line(on, more, { x: 94, y: 506, width: 700 }, { font: font("Sans", 34), colour: COLOURS.nightQuiet });
    mark(on, { x: 850, y: 270, size: 320 }, COLOURS.nightAccent, COLOURS.night);
  },
};
