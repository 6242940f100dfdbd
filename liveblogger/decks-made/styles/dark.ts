import { bulletList, centred, fillPage, paragraph, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 720, 80];

/** Light words on a dark gradient: statements, bullets and quotations in turns. */
export const dark: MakeDeck = ({ sections }, random) => {
  const pages = random
    .shuffled(sections)
    .slice(0, PAGES)
    .map(({ heading, sentences }): MadePage => {
      const kind = random.pick(["statement", "bullets", "bullets", "quotation"]);
      const title = shortened(heading, 50);
      const items = sentences.slice(0, kind === "bullets" ? 4 : 1).map((sentence) => shortened(sentence, 90));
      return {
        title,
        text: [title, ...items].join("\n"),
        draw(on) {
          fillPage(on, WIDTH, HEIGHT, ["#0b1020", "#1c2647"]);
          const accent = "#5eead4";
          if (kind === "bullets") {
            paragraph(on, title, { x: 90, y: 130, width: 1100 }, { font: font("Lato", 54, "900"), colour: accent, leading: 60 });
            const style = { font: font("Lato", 35), colour: "#e5e7eb", leading: 44, gap: 26, mark: "→", markColour: accent };
            bulletList(on, items, { x: 90, y: 250, width: 1080, bottom: 680 }, style);
            return;
          }
          on.fillStyle = accent;
          if (kind === "quotation") on.fillRect(110, 190, 8, 330);
          const box = { x: 140, y: 150, width: 1000, height: 400 };
          centred(on, items[0] ?? title, box, {
            font: font("Lato", 52, kind === "statement" ? "900" : ""),
            colour: "#f9fafb",
            leading: 68,
          });
          on.font = font("Lato", 28);
          on.fillStyle = accent;
          on.fillText(title, 140, 640);
        },
      };
    });
  return { name: "dark", style: "light words on dark", width: WIDTH, height: HEIGHT, pages };
};
