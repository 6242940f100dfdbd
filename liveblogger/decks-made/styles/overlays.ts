import type { Random } from "../../seeded-random.ts";
import { fillPage, shortened } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";
import type { Section } from "../source-text.ts";

const [WIDTH, HEIGHT, FRAMES] = [1280, 960, 24];

/** What is uncovered step by step. */
interface Frame {
  readonly title: string;
  readonly always: readonly string[];
  readonly steps: readonly string[];
  /** draws what is always there and the first steps */
  draw(on: Drawing, shown: number): void;
}

/** As a LaTeX beamer makes them: tables filled a cell a page, lists an item a page; each page is nearly its neighbour. */
export const overlays: MakeDeck = ({ sections }, random) => {
  const words = sections.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.match(/\b[a-z]{4,9}\b/g) ?? []));
  const frames = random
    .shuffled(sections)
    .slice(0, FRAMES)
    .map((section, i) => (i % 2 ? listFrame(section, random) : tableFrame(section, words, i % 4 === 0, random)));
  const pages = frames.flatMap(({ title, always, steps, draw }, chapter) => {
    const first = Math.max(1, steps.length - 8);
    return Array.from(
      { length: steps.length - first + 1 },
      (_, step): MadePage => ({
        title,
        text: [title, ...always, ...steps.slice(0, first + step)].join("\n"),
        draw(on) {
          drawTheme(on, title, chapter);
          draw(on, first + step);
        },
      }),
    );
  });
  return { name: "overlays", style: "beamer-like, one cell or item more a page", width: WIDTH, height: HEIGHT, pages };
};

function listFrame({ heading, sentences }: Section, random: Random): Frame {
  const steps = sentences.slice(0, random.whole(4, 8)).map((sentence) => shortened(sentence, 58));
  return {
    title: shortened(heading, 45),
    always: [],
    steps,
    draw(on, shown) {
      on.font = font("Serif", 38);
      steps.slice(0, shown).forEach((step, i) => {
        on.fillStyle = "#3333b3";
        on.fillText("•", 70, 235 + i * 84);
        on.fillStyle = "#222222";
        on.fillText(step, 110, 235 + i * 84);
      });
    },
  };
}

function tableFrame({ heading }: Section, words: readonly string[], filled: boolean, random: Random): Frame {
  const [columns, rows] = [random.whole(3, 5), random.whole(3, 5)];
  const cell = (): string => (random.chance(0.5) ? random.between(0, 100).toFixed(random.whole(0, 2)) : random.pick(words));
  const always = Array.from({ length: columns }, () => random.pick(words));
  const steps = Array.from({ length: rows * columns }, cell);
  const columnWidth = 1120 / columns;
  return {
    title: shortened(heading, 45),
    always,
    steps,
    draw(on, shown) {
      on.font = font("Serif", 36, "700");
      on.fillStyle = "#222222";
      always.forEach((name, column) => {
        on.fillText(name, 90 + column * columnWidth, 240);
      });
      on.fillRect(80, 262, 1120, 3);
      on.font = font("Serif", 36);
      steps.slice(0, shown).forEach((text, i) => {
        const [x, y] = [80 + (i % columns) * columnWidth, 325 + Math.floor(i / columns) * 110];
        on.fillStyle = "#ffe9b0";
        if (filled) on.fillRect(x, y - 50, columnWidth - 12, 80);
        on.fillStyle = "#222222";
        on.fillText(text, x + 10, y);
      });
    },
  };
}

function drawTheme(on: Drawing, title: string, chapter: number): void {
  fillPage(on, WIDTH, HEIGHT, "#ffffff");
  on.fillStyle = "#191970";
  on.fillRect(0, 0, WIDTH, 44);
  on.fillStyle = "#3333b3";
  on.fillRect(0, 44, WIDTH, 90);
  for (let i = 0; i < FRAMES; i++) {
    on.beginPath();
    on.arc(40 + i * 26, 22, 7, 0, 2 * Math.PI);
    on.fillStyle = i === chapter ? "#ffffff" : "#6666c6";
    on.fill();
  }
  on.fillStyle = "#ffffff";
  on.font = font("Serif", 44);
  on.fillText(title, 40, 106);
  on.fillStyle = "#3333b3";
  on.fillRect(0, HEIGHT - 36, WIDTH, 36);
  on.fillStyle = "#ffffff";
  on.font = font("Serif", 22);
  on.fillText("The authors", 40, HEIGHT - 11);
  on.fillText("A talk that is given in steps", 500, HEIGHT - 11);
}
