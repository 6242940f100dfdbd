import { font } from "../../decks-made/fonts.ts";
import { SCREEN, type ScreenContent, sourceText } from "./screen.ts";

/** A programmer's editor: a tree of files, a program in colours, a status line; light or dark. */
export const editor: ScreenContent = (on, random) => {
  const dark = random.chance(0.6);
  const [ground, side, plain] = dark ? ["#1e1e1e", "#252526", "#d4d4d4"] : ["#ffffff", "#f3f3f3", "#222222"];
  const colours = dark
    ? ["#569cd6", "#ce9178", "#6a9955", "#dcdcaa", plain]
    : ["#0000ff", "#a31515", "#008000", "#795e26", plain];
  on.fillStyle = ground;
  on.fillRect(0, 0, SCREEN.width, SCREEN.height);
  on.fillStyle = side;
  on.fillRect(0, 0, 250, SCREEN.height);
  on.fillStyle = random.pick(["#007acc", "#68217a", "#16825d"]);
  on.fillRect(0, SCREEN.height - 26, SCREEN.width, 26);
  const { programs } = sourceText();
  on.font = font("Sans", 18);
  on.fillStyle = plain;
  random
    .shuffled(programs)
    .slice(0, 24)
    .forEach(({ path }, i) => {
      on.fillText(path.slice(path.lastIndexOf("/") + 1), 24 + 14 * (i % 3), 40 + i * 27);
    });
  const { lines } = random.pick(programs);
  const size = random.whole(15, 24);
  const from = random.whole(0, Math.max(0, lines.length - 30));
  on.font = font("Mono", size);
  lines.slice(from, from + Math.floor(650 / (size * 1.4))).forEach((line, i) => {
    let x = 290;
    for (const word of line.split(/(?<=\W)/)) {
      on.fillStyle = random.pick(colours);
      on.fillText(word, x, 50 + i * size * 1.4);
      x += on.measureText(word).width;
    }
  });
};
