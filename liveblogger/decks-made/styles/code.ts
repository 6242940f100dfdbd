import { fillPage } from "../drawing.ts";
import { font } from "../fonts.ts";
import type { MakeDeck } from "../make-deck.ts";
import type { Drawing, MadePage } from "../page.ts";

const [WIDTH, HEIGHT, LISTINGS, LINES] = [1280, 720, 26, 15];
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^(\/\/|\/\*|\*).*/, "#7a8a6a"],
  [/^("[^"]*"|`[^`]*`)/, "#a3401f"],
  [/^(import|export|from|const|let|return|if|else|for|of|async|await|function|type|interface|readonly|new|throw)\b/, "#7030a0"],
  [/^\d+/, "#116644"],
];

/** A listing with one line lit, another on the next page: the speaker walks through the program. */
export const code: MakeDeck = ({ programs }, random) => {
  const long = random.shuffled(programs.filter(({ lines }) => lines.length > 25)).slice(0, LISTINGS);
  const pages = long.flatMap(({ path, lines }): MadePage[] => {
    const from = random.whole(0, lines.length - LINES);
    const listing = lines.slice(from, from + LINES).map((line) => line.slice(0, 80));
    const lit = [
      -1,
      ...random
        .shuffled(listing.map((_, i) => i))
        .slice(0, random.whole(0, 3))
        .sort((a, b) => a - b),
    ];
    return lit.map((line) => ({
      title: path,
      text: [path, ...listing].join("\n"),
      draw: (on) => drawListing(on, path, listing, from + 1, line),
    }));
  });
  return { name: "code", style: "program listings, a line lit at a time", width: WIDTH, height: HEIGHT, pages };
};

function drawListing(on: Drawing, path: string, listing: readonly string[], first: number, lit: number): void {
  fillPage(on, WIDTH, HEIGHT, "#fdfbf5");
  on.font = font("Mono", 30, "700");
  on.fillStyle = "#444444";
  on.fillText(path, 50, 65);
  listing.forEach((line, i) => {
    const y = 130 + i * 38;
    if (i === lit) {
      on.fillStyle = "#ffe58a";
      on.fillRect(40, y - 29, 1200, 39);
    }
    on.font = font("Mono", 23);
    on.fillStyle = "#b5b0a0";
    on.fillText(String(first + i).padStart(3), 50, y);
    drawLine(on, line, 115, y);
  });
}

function drawLine(on: Drawing, line: string, x: number, y: number): void {
  let [rest, at] = [line, x];
  while (rest) {
    const found = COLOURS.map(([pattern, colour]) => ({ text: pattern.exec(rest)?.[0] ?? "", colour })).find(({ text }) => text);
    const text = found?.text ?? /^(\w+|\W)/.exec(rest)?.[0] ?? rest;
    on.fillStyle = found?.colour ?? "#24292e";
    on.fillText(text, at, y);
    at += on.measureText(text).width;
    rest = rest.slice(text.length);
  }
}
