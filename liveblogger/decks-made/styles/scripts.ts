import { bulletList, fillPage, wrapped } from "../drawing.ts";
import { type Family, font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";
import { OTHER_SCRIPTS, type Script } from "../text/other-scripts.ts";

const [WIDTH, HEIGHT, PAGES_EACH] = [1280, 720, 18];

const FAMILIES: Readonly<Record<Script, Family>> = { Russian: "Sans", Greek: "Serif", Japanese: "Japanese", Arabic: "Arabic" };

/** Russian, Greek, Japanese and Arabic, from right to left where that is so. */
export const scripts: MakeDeck = (_source, random) => {
  const pages = OTHER_SCRIPTS.flatMap(({ script, titles, sentences }) =>
    Array.from({ length: PAGES_EACH }, (): MadePage => {
      const title = random.pick(titles);
      const items = random.shuffled(sentences).slice(0, random.whole(3, 5));
      const draw = (on: Drawing): void => drawPage(on, title, items, FAMILIES[script], script === "Arabic");
      return { title, text: [title, ...items].join("\n"), draw };
    }),
  );
  return { name: "scripts", style: "Cyrillic, Greek, Japanese and Arabic", width: WIDTH, height: HEIGHT, pages };
};

function drawPage(on: Drawing, title: string, items: readonly string[], family: Family, fromRight: boolean): void {
  fillPage(on, WIDTH, HEIGHT, "#fffdf8");
  on.fillStyle = "#8b1e3f";
  on.fillRect(fromRight ? WIDTH - 24 : 0, 0, 24, HEIGHT);
  on.font = font(family, 54);
  if (!fromRight) {
    on.fillText(title, 80, 115);
    const style = { font: font(family, 32), colour: "#2b2b2b", leading: 44, gap: 28, mark: "■", markColour: "#8b1e3f" };
    bulletList(on, items, { x: 80, y: 210, width: 1120, bottom: 690 }, style);
    return;
  }
  on.direction = "rtl";
  on.textAlign = "right";
  on.fillText(title, WIDTH - 80, 115);
  on.font = font(family, 36);
  on.fillStyle = "#2b2b2b";
  let y = 220;
  for (const line of items.flatMap((item) => [...wrapped(on, item, 1100), ""])) {
    on.fillText(line, WIDTH - 80, y);
    y += line ? 54 : 14;
  }
  on.direction = "ltr";
  on.textAlign = "start";
}
