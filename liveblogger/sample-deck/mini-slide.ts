/** A slide in small, drawn through a mapping from its own unit square, so that it can be seen from the side. */
import type { Drawing } from "../decks-made/page.ts";
import { COLOURS } from "./look.ts";

export type Place = (u: number, v: number) => readonly [number, number];

/** Straight before the eye. */
export const upright =
  (x: number, y: number, width: number, height: number): Place =>
  (u, v) => [x + u * width, y + v * height];

/** As a camera sees it: corners are top left, top right, bottom right, bottom left. */
export function askew(corners: readonly [Corner, Corner, Corner, Corner]): Place {
  const [a, b, c, d] = corners;
  return (u, v) => {
    const at = (k: 0 | 1): number => (1 - v) * ((1 - u) * a[k] + u * b[k]) + v * ((1 - u) * d[k] + u * c[k]);
    return [at(0), at(1)];
  };
}
type Corner = readonly [number, number];

/** Fills a rectangle of the slide. */
export function patch(
  on: Drawing,
  place: Place,
  [u0, v0, u1, v1]: readonly [number, number, number, number],
  colour: string,
): void {
  on.fillStyle = colour;
  on.beginPath();
  on.moveTo(...place(u0, v0));
  on.lineTo(...place(u1, v0));
  on.lineTo(...place(u1, v1));
  on.lineTo(...place(u0, v1));
  on.closePath();
  on.fill();
}

/** Lines of text by their lengths, as far as they can be told from afar. */
const LINES = [0.52, 0.66, 0.44, 0.58];

/** A title, lines, and a picture. @param lines how many of the lines are there */
export function miniSlide(on: Drawing, place: Place, lines = LINES.length, paper: string = COLOURS.raised): void {
  patch(on, place, [0, 0, 1, 1], paper);
  patch(on, place, [0.07, 0.1, 0.6, 0.2], COLOURS.ink);
  patch(on, place, [0.07, 0.24, 0.16, 0.26], COLOURS.accent);
  LINES.slice(0, lines).forEach((length, i) => {
    patch(on, place, [0.07, 0.36 + i * 0.13, 0.1, 0.41 + i * 0.13], COLOURS.accent);
    patch(on, place, [0.13, 0.36 + i * 0.13, 0.13 + length * 0.66, 0.41 + i * 0.13], COLOURS.faint);
  });
  patch(on, place, [0.66, 0.36, 0.93, 0.8], COLOURS.tealGround);
  patch(on, place, [0.7, 0.6, 0.77, 0.75], COLOURS.teal);
  patch(on, place, [0.79, 0.5, 0.86, 0.75], COLOURS.teal);
}
