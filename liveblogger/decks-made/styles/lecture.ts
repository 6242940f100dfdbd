import { fillPage, paragraph, roundedBox, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";

const [WIDTH, HEIGHT, PAGES] = [1280, 960, 110];
const SYMBOLS = ["α", "β", "γ", "δ", "λ", "μ", "π", "σ", "φ", "x", "y", "n", "k", "t"];
const OPERATORS = [" + ", " − ", " · ", " ≤ ", " = ", " → "];

/** A university lecture, 4:3 and full: paragraphs, theorems in boxes, formulas; some pages come in two steps. */
export const lecture: MakeDeck = ({ sections }, random) => {
  const pages: MadePage[] = [];
  const shuffled = random.shuffled(sections);
  for (let i = 0; pages.length < PAGES; i++) {
    const section = shuffled[i % shuffled.length];
    if (!section) break;
    const title = shortened(section.heading, 48);
    const from = random.whole(0, Math.max(0, section.sentences.length - 5));
    const sentences = section.sentences.slice(from, from + 5);
    const theorem = random.chance(0.5) ? shortened(random.pick(section.sentences), 120) : "";
    const formula = Array.from({ length: random.whole(3, 7) }, () => random.pick(SYMBOLS) + random.pick(OPERATORS))
      .join("")
      .trim();
    const step = (paragraphs: number): MadePage => ({
      title,
      text: [title, ...sentences.slice(0, paragraphs), theorem, formula].filter(Boolean).join("\n"),
      draw: (on) => drawPage(on, title, sentences.slice(0, paragraphs), theorem, formula),
    });
    if (random.chance(0.3) && sentences.length > 2) pages.push(step(sentences.length - 1));
    pages.push(step(sentences.length));
  }
  return { name: "lecture", style: "a full university lecture, 4:3", width: WIDTH, height: HEIGHT, pages: pages.slice(0, PAGES) };
};

function drawPage(on: Drawing, title: string, sentences: readonly string[], theorem: string, formula: string): void {
  fillPage(on, WIDTH, HEIGHT, "#fefefe");
  paragraph(on, title, { x: 80, y: 100, width: 1120 }, { font: font("Serif", 50, "700"), colour: "#7b1113", leading: 56 });
  on.font = font("Serif", 44, "italic");
  on.fillStyle = "#10335c";
  on.fillText(formula, 240, 195);
  let y = 280;
  if (theorem) {
    roundedBox(on, { x: 70, y: 240, width: 1140, height: 130 }, 14, "#eef2fb", "#10335c");
    y = paragraph(
      on,
      `Theorem. ${theorem}`,
      { x: 95, y: 295, width: 1090 },
      { font: font("Serif", 31, "italic"), colour: "#10335c", leading: 42 },
    );
    y = Math.max(y + 40, 430);
  }
  for (const sentence of sentences) {
    if (y > 840) return;
    y = paragraph(on, sentence, { x: 80, y, width: 1120 }, { font: font("Serif", 30), colour: "#1a1a1a", leading: 40 }) + 20;
  }
}
