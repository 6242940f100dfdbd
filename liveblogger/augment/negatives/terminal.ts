import { font } from "../../decks-made/fonts.ts";
import { SCREEN, type ScreenContent, sourceText } from "./screen.ts";

/** Commands and what they answered, in one colour on another. */
export const terminal: ScreenContent = (on, random) => {
  const [ground, colour] = random.pick([
    ["#000000", "#33ff66"],
    ["#300a24", "#eeeeec"],
    ["#fdf6e3", "#586e75"],
    ["#101418", "#c8d0d8"],
  ] as const);
  on.fillStyle = ground;
  on.fillRect(0, 0, SCREEN.width, SCREEN.height);
  const size = random.whole(16, 28);
  on.font = font("Mono", size);
  on.fillStyle = colour;
  const { programs, sections } = sourceText();
  for (let y = size * 1.6; y < SCREEN.height * random.between(0.7, 1); y += size * 1.35) {
    const line = random.chance(0.2)
      ? `speaker@laptop:~$ cat ${random.pick(programs).path}`
      : `${random.whole(100, 999)} ${random.pick(random.pick(sections).sentences)}`;
    on.fillText(line.slice(0, Math.floor(1240 / (size * 0.6))), 16, y);
  }
};
