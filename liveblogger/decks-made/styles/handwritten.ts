import type { Random } from "../../seeded-random.ts";
import { fillPage, paragraph, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 800, 40];

/** Words as by hand on squared paper, with scribbled figures. */
export const handwritten: MakeDeck = ({ sections }, random) => {
  const pages = random
    .shuffled(sections)
    .slice(0, PAGES)
    .map(({ heading, sentences }, i): MadePage => {
      const title = shortened(heading, 40);
      const body = sentences.slice(0, random.whole(1, 2)).map((sentence) => shortened(sentence, 110));
      return {
        title,
        text: [title, ...body].join("\n"),
        draw(on) {
          const own = random.branch(`page ${i}`);
          drawPaper(on);
          paragraph(on, title, { x: 80, y: 120, width: 1100 }, { font: font("Hand", 66), colour: "#1d3557", leading: 70 });
          let y = 240;
          for (const text of body)
            y = paragraph(on, text, { x: 80, y, width: 600 }, { font: font("Hand", 40), colour: "#222222", leading: 50 }) + 40;
          for (let figure = 0; figure < own.whole(2, 5); figure++) drawScribble(on, own);
        },
      };
    });
  return { name: "handwritten", style: "by hand on squared paper", width: WIDTH, height: HEIGHT, pages };
};

function drawPaper(on: Drawing): void {
  fillPage(on, WIDTH, HEIGHT, "#fbf9f1");
  on.strokeStyle = "#dfe6ea";
  on.lineWidth = 1;
  on.beginPath();
  for (let at = 40; at < WIDTH; at += 40) {
    on.moveTo(at, 0);
    on.lineTo(at, HEIGHT);
    on.moveTo(0, at);
    on.lineTo(WIDTH, at);
  }
  on.stroke();
}

/** A closed line that wobbles around a circle or a square, sometimes with another beside it. */
function drawScribble(on: Drawing, random: Random): void {
  const [x, y, radius] = [random.between(780, 1150), random.between(230, 700), random.between(30, 110)];
  const corners = random.pick([3, 4, 40]);
  on.strokeStyle = random.pick(["#c1121f", "#1d3557", "#2a9d3c", "#333333"]);
  on.lineWidth = 4;
  on.beginPath();
  for (let i = 0; i <= corners; i++) {
    const angle = (i / corners) * 2 * Math.PI + 0.6;
    const wobble = radius * random.between(0.9, 1.1);
    on.lineTo(x + wobble * Math.cos(angle), y + wobble * Math.sin(angle));
  }
  on.stroke();
}
