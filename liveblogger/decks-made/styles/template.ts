import { fillPage, paragraph, roundedBox, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 720, 200];

/** A company's template: much that is on every page, little that is not. */
export const template: MakeDeck = ({ sections }, random) => {
  const pieces = sections.flatMap(({ heading, sentences }) => sentences.map((sentence) => ({ heading, sentence })));
  const pages = random
    .shuffled(pieces)
    .slice(0, PAGES)
    .map(({ heading, sentence }, i): MadePage => {
      const [title, body] = [shortened(heading, 40), shortened(sentence, 160)];
      return {
        title,
        text: [title, body, `Page ${i + 1}`].join("\n"),
        draw(on) {
          drawFrame(on);
          on.font = font("Sans", 38, "700");
          on.fillStyle = "#ffffff";
          on.fillText(title, 280, 72);
          const style = { font: font("Sans", 34), colour: "#1f2937", leading: 46 };
          paragraph(on, body, { x: 300, y: 250, width: 880 }, style);
          on.font = font("Sans", 18);
          on.fillStyle = "#ffffff";
          on.fillText(`Page ${i + 1} of ${PAGES}`, 1120, 697);
        },
      };
    });
  return { name: "template", style: "a template with a heavy frame", width: WIDTH, height: HEIGHT, pages };
};

const CHAPTERS = ["Overview", "Strategy", "Platform", "Operations", "People", "Outlook"];

function drawFrame(on: Drawing): void {
  fillPage(on, WIDTH, HEIGHT, "#ffffff");
  on.fillStyle = "#0f4c5c";
  on.fillRect(0, 0, WIDTH, 110);
  on.fillRect(0, 665, WIDTH, 55);
  on.fillStyle = "#e36414";
  on.fillRect(0, 110, WIDTH, 8);
  on.fillStyle = "#f1efe7";
  on.fillRect(0, 118, 240, 547);
  CHAPTERS.forEach((chapter, i) => {
    roundedBox(on, { x: 20, y: 150 + i * 78, width: 200, height: 56 }, 10, i % 2 ? "#5f8d8f" : "#0f4c5c");
    on.font = font("Sans", 24, "700");
    on.fillStyle = "#ffffff";
    on.fillText(chapter, 42, 186 + i * 78);
  });
  for (let ring = 4; ring > 0; ring--) {
    on.beginPath();
    on.arc(120, 55, ring * 11, 0, 2 * Math.PI);
    on.fillStyle = ring % 2 ? "#e36414" : "#ffffff";
    on.fill();
  }
  on.font = font("Sans", 18);
  on.fillStyle = "#cfe3e6";
  on.fillText("Confidential   ·   Lectern Holdings   ·   Annual meeting of everybody", 280, 697);
  for (let i = 0; i < 4; i++) {
    on.beginPath();
    on.arc(820 + i * 62, 692, 17, 0, 2 * Math.PI);
    on.fillStyle = ["#e36414", "#fb8b24", "#9a031e", "#5f0f40"][i] ?? "#000000";
    on.fill();
  }
}
