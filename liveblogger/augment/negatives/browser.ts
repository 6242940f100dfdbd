import { paragraph, roundedBox } from "../../decks-made/drawing.ts";
import { font } from "../../decks-made/fonts.ts";
import { SCREEN, type ScreenContent, sourceText } from "./screen.ts";

/** A web page being shown: tabs, an address, columns of text, pictures and buttons. */
export const browser: ScreenContent = (on, random) => {
  on.fillStyle = random.pick(["#dee1e6", "#f0f0f4", "#2b2a33"]);
  on.fillRect(0, 0, SCREEN.width, 92);
  for (let tab = 0; tab < random.whole(2, 7); tab++)
    roundedBox(on, { x: 12 + tab * 168, y: 8, width: 160, height: 44 }, 8, tab ? "#c8ccd2" : "#ffffff");
  roundedBox(on, { x: 110, y: 50, width: 1040, height: 34 }, 17, "#ffffff");
  on.font = font("Sans", 20);
  on.fillStyle = "#333333";
  on.fillText(`https://www.example.com/${random.pick(sourceText().programs).path}`, 135, 74);
  on.fillStyle = random.pick(["#ffffff", "#fafaf7", "#16181d"]);
  const text = on.fillStyle === "#16181d" ? "#d6d6d6" : "#222222";
  on.fillRect(0, 92, SCREEN.width, SCREEN.height);
  on.fillStyle = `hsl(${random.whole(0, 360)}, 55%, 42%)`;
  on.fillRect(0, 92, SCREEN.width, random.whole(40, 120));
  const columns = random.whole(1, 3);
  const family = random.pick(["Sans", "Serif", "Lato"] as const);
  for (let column = 0; column < columns; column++) {
    const [x, width] = [60 + (column * 1180) / columns, 1180 / columns - 50];
    let y = 260 + random.between(0, 60);
    while (y < SCREEN.height) {
      if (random.chance(0.2)) {
        roundedBox(on, { x, y, width, height: 120 }, 6, `hsl(${random.whole(0, 360)}, 40%, ${random.whole(35, 80)}%)`);
        y += 160;
      }
      const sentence = random.pick(random.pick(sourceText().sections).sentences);
      y = paragraph(on, sentence, { x, y, width }, { font: font(family, 21), colour: text, leading: 29 }) + 16;
    }
  }
};
