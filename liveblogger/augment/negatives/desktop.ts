import { roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import { drawLandscape } from "../../decks-made/pictures/landscape.ts";
import { SCREEN, type ScreenContent, sourceText } from "./screen.ts";

/** Icons on a picture, a bar with programs, perhaps a window of files. */
export const desktop: ScreenContent = (on, random) => {
  drawLandscape(on, { x: 0, y: 0, ...SCREEN }, random);
  on.font = font("Sans", 16);
  for (let i = 0; i < random.whole(4, 22); i++) {
    const [x, y] = [30 + 100 * Math.floor(i / 6), 30 + 105 * (i % 6)];
    roundedBox(on, { x, y, width: 56, height: 56 }, 10, `hsl(${random.whole(0, 360)}, 60%, ${random.whole(40, 75)}%)`);
    on.fillStyle = "#ffffff";
    on.fillText(random.pick(sourceText().sections).heading.slice(0, 10), x - 6, y + 76);
  }
  if (random.chance(0.6)) {
    const box = { x: random.between(200, 500), y: random.between(60, 200), width: 640, height: 420 };
    roundedBox(on, box, 10, "#f7f7f9", "#999999");
    roundedBox(on, { ...box, height: 40 }, 10, "#d9dbe0");
    on.fillStyle = "#333333";
    for (let row = 0; row < 11; row++) on.fillText(random.pick(sourceText().programs).path, box.x + 24, box.y + 74 + row * 31);
  }
  on.fillStyle = "rgba(20, 22, 30, 0.85)";
  on.fillRect(0, SCREEN.height - 52, SCREEN.width, 52);
  for (let i = 0; i < random.whole(5, 12); i++)
    roundedBox(on, { x: 20 + i * 58, y: SCREEN.height - 44, width: 36, height: 36 }, 8, `hsl(${random.whole(0, 360)}, 70%, 55%)`);
};
