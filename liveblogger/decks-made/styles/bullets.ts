import { bulletList, fillPage, paragraph, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 720, 70];

/** A white page, a title with a rule below it, and bullets: what most decks look like. */
export const bullets: MakeDeck = ({ sections }, random) => {
  const pages = random
    .shuffled(sections)
    .slice(0, PAGES)
    .map(({ heading, sentences }): MadePage => {
      const items = sentences.slice(0, random.whole(2, 6)).map((sentence) => shortened(sentence, 110));
      const title = shortened(heading, 60);
      return {
        title,
        text: [title, ...items].join("\n"),
        draw(on) {
          fillPage(on, WIDTH, HEIGHT, "#ffffff");
          paragraph(on, title, { x: 70, y: 105, width: 1140 }, { font: font("Sans", 52, "700"), colour: "#1b3a5c", leading: 58 });
          on.fillStyle = "#d9822b";
          on.fillRect(70, 135, 1140, 5);
          const style = { font: font("Sans", 33), colour: "#222222", leading: 41, gap: 20, mark: "•", markColour: "#d9822b" };
          bulletList(on, items, { x: 80, y: 210, width: 1110, bottom: 680 }, style);
        },
      };
    });
  return { name: "bullets", style: "titles and bullets on white", width: WIDTH, height: HEIGHT, pages };
};
