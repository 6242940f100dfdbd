import { font } from "../../decks-made/fonts.ts";
import type { DrawKind } from "../draw-kind.ts";
import { COLOURS, line, nightFoot, nightPage } from "../look.ts";

/** A dark page with a large number: something new begins. */
export const chapter: DrawKind<"chapter"> = {
  pages: () => 1,
  draw(on, { title, says, number }, _page, place) {
    nightPage(on);
    line(on, title, { x: 110, y: 370, width: 780 }, { font: font("Serif", 74, "700"), colour: COLOURS.nightInk });
    on.fillStyle = COLOURS.nightAccent;
    on.fillRect(114, 406, 110, 6);
    line(on, says, { x: 112, y: 480, width: 780 }, { font: font("Sans", 34), colour: COLOURS.nightQuiet });
    const label = String(number);
    on.font = font("Serif", 480, "700");
    const wide = on.measureText(label).width;
    line(on, label, { x: 1190 - wide, y: 530, width: wide }, { font: on.font, colour: "#343a49" });
    nightFoot(on, place);
  },
};
