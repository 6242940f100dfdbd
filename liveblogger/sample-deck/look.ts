/** What all pages share. The colours are those of the website. */
import { wrapped } from "../decks-made/drawing.ts";
import { font } from "../decks-made/fonts.ts";
import type { Drawing } from "../decks-made/page.ts";
import { TextDoesNotFit } from "./errors.ts";

export const PAGE = { width: 1280, height: 720 } as const;
/** Where things are on a page. */
export const LEFT = 80;
export const RIGHT = PAGE.width - LEFT;
export const WIDTH = RIGHT - LEFT;

export const COLOURS = {
  ground: "#faf8f4",
  raised: "#fffefb",
  ink: "#20242c",
  quiet: "#5c6270",
  faint: "#c9c2b4",
  rule: "#e2ddd2",
  accent: "#8f3d17",
  accentGround: "#f6e9df",
  codeGround: "#f1ede4",
  teal: "#1d6a6a",
  tealGround: "#e1efec",
  night: "#15171c",
  nightRaised: "#232733",
  nightInk: "#f3efe7",
  nightQuiet: "#a3a7b1",
  nightAccent: "#f0a572",
} as const;

/** Where a page stands in its deck. */
export interface Place {
  readonly number: number;
  readonly total: number;
}

export interface LineStyle {
  readonly font: string;
  readonly colour: string;
}

/** One line of text that has to be at most so wide. @throws TextDoesNotFit */
export function line(on: Drawing, text: string, at: { x: number; y: number; width: number }, style: LineStyle): void {
  on.font = style.font;
  on.fillStyle = style.colour;
  const wide = on.measureText(text).width;
  if (wide > at.width) throw new TextDoesNotFit(`"${text}" is ${Math.ceil(wide)} wide, and has room for ${Math.floor(at.width)}`);
  on.fillText(text, at.x, at.y);
}

/** The same, in the middle of the place. @throws TextDoesNotFit */
export function middle(on: Drawing, text: string, at: { x: number; y: number; width: number }, style: LineStyle): void {
  on.font = style.font;
  line(on, text, { ...at, x: at.x + (at.width - on.measureText(text).width) / 2 }, style);
}

/** Lines of text, the first one's baseline at y, in a place for at most so many. @returns the next baseline. @throws TextDoesNotFit */
export function block(
  on: Drawing,
  text: string,
  at: { x: number; y: number; width: number; lines: number },
  style: LineStyle & { readonly leading: number },
): number {
  on.font = style.font;
  const lines = wrapped(on, text, at.width);
  if (lines.length > at.lines) throw new TextDoesNotFit(`"${text}" takes ${lines.length} lines, and has room for ${at.lines}`);
  lines.forEach((words, i) => {
    line(on, words, { ...at, y: at.y + i * style.leading }, style);
  });
  return at.y + lines.length * style.leading;
}

/** A page of paper with its title, which is the first thing that a reader of the PDF's text meets. */
export function titledPage(on: Drawing, title: string): void {
  on.fillStyle = COLOURS.ground;
  on.fillRect(0, 0, PAGE.width, PAGE.height);
  line(on, title, { x: LEFT, y: 118, width: WIDTH }, { font: font("Serif", 54, "700"), colour: COLOURS.ink });
  on.fillStyle = COLOURS.accent;
  on.fillRect(LEFT, 146, 72, 5);
}

/** The last thing on a page of paper: the house, the chapter, how far the talk is. */
export function foot(on: Drawing, chapter: string, place: Place): void {
  progress(on, place, COLOURS.accent, COLOURS.rule);
  mark(on, { x: LEFT, y: PAGE.height - 58, size: 30 }, COLOURS.accent, COLOURS.ground);
  const style = { font: font("Sans", 20), colour: COLOURS.quiet };
  line(on, chapter, { x: LEFT + 42, y: PAGE.height - 35, width: 800 }, style);
  pageNumber(on, place, style);
}

/** The same on a dark page, that has no chapter. */
export function nightFoot(on: Drawing, place: Place): void {
  progress(on, place, COLOURS.nightAccent, COLOURS.nightRaised);
  mark(on, { x: LEFT, y: PAGE.height - 58, size: 30 }, COLOURS.nightAccent, COLOURS.night);
  pageNumber(on, place, { font: font("Sans", 20), colour: COLOURS.nightQuiet });
}

function progress(on: Drawing, { number, total }: Place, done: string, rest: string): void {
  on.fillStyle = rest;
  on.fillRect(0, PAGE.height - 8, PAGE.width, 8);
  on.fillStyle = done;
  on.fillRect(0, PAGE.height - 8, (PAGE.width * number) / total, 8);
}

function pageNumber(on: Drawing, { number }: Place, style: LineStyle): void {
  on.font = style.font;
  const wide = on.measureText(String(number)).width;
  line(on, String(number), { x: RIGHT - wide, y: PAGE.height - 35, width: wide }, style);
}

/** A dark page. */
export function nightPage(on: Drawing): void {
  const sky = on.createLinearGradient(0, 0, PAGE.width * 0.4, PAGE.height);
  sky.addColorStop(0, COLOURS.night);
  sky.addColorStop(1, COLOURS.nightRaised);
  on.fillStyle = sky;
  on.fillRect(0, 0, PAGE.width, PAGE.height);
}

/** Lectern's mark, as in website/static/favicon.svg: a lectern from behind, with a page on it. */
export function mark(on: Drawing, at: { x: number; y: number; size: number }, wood: string, light: string): void {
  const unit = at.size / 32;
  const polygon = (points: readonly (readonly [number, number])[]): void => {
    on.beginPath();
    points.forEach(([x, y], i) => {
      if (i === 0) on.moveTo(at.x + x * unit, at.y + y * unit);
      else on.lineTo(at.x + x * unit, at.y + y * unit);
    });
    on.closePath();
    on.fill();
  };
  on.fillStyle = wood;
  polygon([
    [8.5, 4],
    [23.5, 4],
    [28.5, 13.5],
    [3.5, 13.5],
  ]);
  polygon([
    [13, 15.3],
    [19, 15.3],
    [19.8, 25.2],
    [12.2, 25.2],
  ]);
  polygon([
    [8, 27],
    [24, 27],
    [24, 29.6],
    [8, 29.6],
  ]);
  on.strokeStyle = light;
  on.lineWidth = 1.5 * unit;
  on.lineCap = "round";
  for (const [x, y] of [
    [10.6, 7.4],
    [9.2, 10.2],
  ] as const) {
    on.beginPath();
    on.moveTo(at.x + x * unit, at.y + y * unit);
    on.lineTo(at.x + (x + 5.8) * unit, at.y + y * unit);
    on.stroke();
  }
  on.fillStyle = light;
  on.beginPath();
  on.arc(at.x + 20.8 * unit, at.y + 8.8 * unit, 2 * unit, 0, 2 * Math.PI);
  on.fill();
}
