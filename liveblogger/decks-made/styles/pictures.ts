import { fillPage, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { MadePage } from "../page.ts";
import { drawChart } from "../pictures/chart.ts";
import { drawLandscape } from "../pictures/landscape.ts";
import { drawStillLife } from "../pictures/still-life.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 720, 64];

/** Photographs that fill the page, and charts; a few words over or above them. */
export const pictures: MakeDeck = ({ sections }, random) => {
  const pages = random
    .shuffled(sections)
    .slice(0, PAGES)
    .map(({ heading }, i): MadePage => {
      const title = shortened(heading, 45);
      const kind = random.pick(["chart", "landscape", "still life", "chart"]);
      return {
        title,
        text: title,
        draw(on) {
          const own = random.branch(`page ${i}`);
          if (kind === "chart") {
            fillPage(on, WIDTH, HEIGHT, "#ffffff");
            drawChart(on, { x: 110, y: 150, width: 1060, height: 480 }, own);
            on.font = font("Lato", 42, "900");
            on.fillStyle = "#1f2937";
            on.fillText(title, 80, 90);
            return;
          }
          (kind === "landscape" ? drawLandscape : drawStillLife)(on, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, own);
          on.fillStyle = "rgba(0, 0, 0, 0.55)";
          on.fillRect(0, 590, WIDTH, 90);
          on.font = font("Lato", 40);
          on.fillStyle = "#ffffff";
          on.fillText(title, 60, 650);
        },
      };
    });
  return { name: "pictures", style: "photographs and charts", width: WIDTH, height: HEIGHT, pages };
};
