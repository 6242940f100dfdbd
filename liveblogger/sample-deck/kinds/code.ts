import { roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { TextDoesNotFit } from "../errors.ts";
import { block, COLOURS, foot, LEFT, line, titledPage, WIDTH } from "../look.ts";

const PANEL = { x: LEFT, y: 182, width: WIDTH, height: 398 };
/** Few lines are written larger. */
const SIZES = [34, 30, 23];
const LEADING = 1.38;

/** Some lines of a program. */
export const code: DrawKind<"code"> = {
  pages: () => 1,
  draw(on, { title, chapter, code, more }, _page, place) {
    titledPage(on, title);
    const lines = code.trimEnd().split("\n");
    const size = SIZES.find((size) => (lines.length + 0.4) * size * LEADING <= PANEL.height);
    if (!size) throw new TextDoesNotFit(`${lines.length} lines of code`);
    roundedBox(on, PANEL, 14, COLOURS.night);
    const first = PANEL.y + PANEL.height / 2 - ((lines.length - 1) * size * LEADING) / 2 + size * 0.34;
    for (const [i, words] of lines.entries()) codeLine(on, words, first + i * size * LEADING, size);
    block(on, more, { x: LEFT, y: 622, width: WIDTH, lines: 1 }, { font: font("Sans", 29), colour: COLOURS.quiet, leading: 38 });
    foot(on, chapter, place);
  },
};

/** A line of YAML, whose keys stand out, or of a shell, whose comments stand back. */
function codeLine(on: Drawing, words: string, y: number, size: number): void {
  const at = { x: LEFT + 46, y, width: WIDTH - 92 };
  const style = { font: font("Mono", size), colour: COLOURS.nightInk };
  const [, key = "", value = words] = /^(\s*(?:- )?\w+:)(.*)$/.exec(words) ?? [];
  line(on, key, at, { ...style, colour: COLOURS.nightAccent });
  const colour = words.startsWith("#") ? COLOURS.nightQuiet : COLOURS.nightInk;
  line(on, value, { ...at, x: at.x + on.measureText(key).width }, { ...style, colour });
}
