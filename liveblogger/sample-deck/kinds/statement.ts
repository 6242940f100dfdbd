import { font } from "../../decks-made/fonts.ts";
import type { Drawing } from "../../decks-made/page.ts";
import type { DrawKind } from "../draw-kind.ts";
import { TextDoesNotFit } from "../errors.ts";
import { block, COLOURS, foot, LEFT, line, PAGE, WIDTH } from "../look.ts";

const [SIZE, LEADING, MOST_LINES] = [72, 92, 4];

/** One sentence. What stands between stars is what it is about. */
export const statement: DrawKind<"statement"> = {
  pages: () => 1,
  draw(on, { title, says, more }, _page, place) {
    on.fillStyle = COLOURS.ground;
    on.fillRect(0, 0, PAGE.width, PAGE.height);
    line(on, title, { x: LEFT, y: 118, width: WIDTH }, { font: font("Sans", 30, "700"), colour: COLOURS.accent });
    on.fillStyle = COLOURS.accentGround;
    on.fillRect(LEFT, 170, 10, 330);
    on.font = font("Serif", SIZE, "700");
    const lines = emphasised(on, says, WIDTH - 50);
    if (lines.length > MOST_LINES) throw new TextDoesNotFit(`"${says}" takes ${lines.length} lines`);
    const first = 335 - ((lines.length - 1) * LEADING) / 2 + SIZE * 0.3;
    lines.forEach((words, i) => {
      let x = LEFT + 44;
      for (const { word, isMain } of words) {
        on.fillStyle = isMain ? COLOURS.accent : COLOURS.ink;
        on.fillText(word, x, first + i * LEADING);
        x += on.measureText(`${word} `).width;
      }
    });
    const style = { font: font("Sans", 28), colour: COLOURS.quiet, leading: 38 };
    block(on, more, { x: LEFT, y: 568, width: WIDTH, lines: 2 }, style);
    foot(on, "", place);
  },
};

interface Word {
  readonly word: string;
  readonly isMain: boolean;
}

/** The sentence in lines that are at most so wide in the font that is set. */
function emphasised(on: Drawing, sentence: string, width: number): Word[][] {
  const lines: Word[][] = [];
  for (const word of wordsOf(sentence)) {
    const last = lines.at(-1);
    if (last && on.measureText([...last, word].map(({ word }) => word).join(" ")).width <= width) last.push(word);
    else lines.push([word]);
  }
  return lines;
}

function wordsOf(sentence: string): Word[] {
  const words: Word[] = [];
  for (const [i, part] of sentence.split("*").entries())
    for (const word of part.split(" ").filter(Boolean)) {
      const before = words.at(-1);
      // A full stop behind a star stands by itself, and belongs to the word before it.
      if (before && /^[.,:;!?]$/.test(word)) words.splice(-1, 1, { ...before, word: before.word + word });
      else words.push({ word, isMain: i % 2 === 1 });
    }
  return words;
}
