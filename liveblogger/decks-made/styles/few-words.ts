import { centred, fillPage } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 720, 90];
const GROUNDS = ["#ffffff", "#ffd60a", "#d00000", "#023e8a", "#111111", "#2a9d8f"];

/** A few huge words on one colour, page after page, as Masayoshi Takahashi speaks. */
export const fewWords: MakeDeck = ({ sections }, random) => {
  const phrases = sections.flatMap(({ sentences }) =>
    sentences.flatMap((sentence) => sentence.match(/\b[A-Za-z’']+( [a-z’']+){1,3}\b/g) ?? []),
  );
  const different = [...new Set(phrases.filter((phrase) => phrase.length > 8 && phrase.length < 32))];
  let ground = "#ffffff";
  const pages = random
    .shuffled(different)
    .slice(0, PAGES)
    .map((title, i): MadePage => {
      if (i % 9 === 0) ground = random.pick(GROUNDS);
      const [background, size] = [ground, title.length < 16 ? 150 : 120];
      const colour = background === "#ffffff" || background === "#ffd60a" ? "#111111" : "#ffffff";
      return {
        title,
        text: title,
        draw(on) {
          fillPage(on, WIDTH, HEIGHT, background);
          const box = { x: 60, y: 60, width: WIDTH - 120, height: HEIGHT - 120 };
          centred(on, title, box, { font: font("Lato", size, "900"), colour, leading: size * 1.15 });
        },
      };
    });
  return { name: "few-words", style: "a few huge words", width: WIDTH, height: HEIGHT, pages };
};
