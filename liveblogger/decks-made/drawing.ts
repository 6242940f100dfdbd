/** What several styles draw with. */
import type { Drawing } from "./page.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills the whole page. */
export function fillPage(on: Drawing, width: number, height: number, colour: string | [string, string]): void {
  if (typeof colour === "string") on.fillStyle = colour;
  else {
    const gradient = on.createLinearGradient(0, 0, width * 0.3, height);
    gradient.addColorStop(0, colour[0]);
    gradient.addColorStop(1, colour[1]);
    on.fillStyle = gradient;
  }
  on.fillRect(0, 0, width, height);
}

/** The text in lines that are at most so wide in the font that is set; breaks between words, or characters without spaces. */
export function wrapped(on: Drawing, text: string, width: number): string[] {
  const pieces = text.includes(" ") ? text.split(/(?<= )/) : [...text];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line && on.measureText((line + piece).trimEnd()).width > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  return line ? [...lines, line.trimEnd()] : lines;
}

export interface TextStyle {
  readonly font: string;
  readonly colour: string;
  /** from one baseline to the next */
  readonly leading: number;
}

/** Draws a text wrapped to the width, the first line's baseline at y. @returns where the next line would be */
export function paragraph(on: Drawing, text: string, at: { x: number; y: number; width: number }, style: TextStyle): number {
  on.font = style.font;
  on.fillStyle = style.colour;
  let y = at.y;
  for (const line of wrapped(on, text, at.width)) {
    on.fillText(line, at.x, y);
    y += style.leading;
  }
  return y;
}

/** Items below each other with a mark before each; stops before what would not fit above `bottom`. */
export function bulletList(
  on: Drawing,
  items: readonly string[],
  at: { x: number; y: number; width: number; bottom: number },
  style: TextStyle & { readonly mark: string; readonly markColour: string; readonly gap: number },
): void {
  let y = at.y;
  for (const item of items) {
    on.font = style.font;
    const lines = wrapped(on, item, at.width - style.leading);
    if (y + (lines.length - 1) * style.leading > at.bottom) return;
    on.fillStyle = style.markColour;
    on.fillText(style.mark, at.x, y);
    on.fillStyle = style.colour;
    for (const line of lines) {
      on.fillText(line, at.x + style.leading, y);
      y += style.leading;
    }
    y += style.gap;
  }
}

export function roundedBox(on: Drawing, box: Box, radius: number, fill: string, stroke?: string): void {
  on.beginPath();
  on.roundRect(box.x, box.y, box.width, box.height, radius);
  on.fillStyle = fill;
  on.fill();
  if (!stroke) return;
  on.strokeStyle = stroke;
  on.stroke();
}

export function arrow(on: Drawing, from: readonly [number, number], to: readonly [number, number], colour: string): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  on.strokeStyle = colour;
  on.fillStyle = colour;
  on.beginPath();
  on.moveTo(...from);
  on.lineTo(to[0] - 12 * Math.cos(angle), to[1] - 12 * Math.sin(angle));
  on.stroke();
  on.beginPath();
  on.moveTo(...to);
  for (const side of [-0.4, 0.4]) on.lineTo(to[0] - 18 * Math.cos(angle + side), to[1] - 18 * Math.sin(angle + side));
  on.fill();
}

/** A text in a box's middle, wrapped to it. */
export function centred(on: Drawing, text: string, box: Box, style: TextStyle): void {
  on.font = style.font;
  on.fillStyle = style.colour;
  on.textAlign = "center";
  const lines = wrapped(on, text, box.width - 16);
  const first = box.y + box.height / 2 - ((lines.length - 1) * style.leading) / 2 + style.leading * 0.28;
  lines.forEach((line, i) => {
    on.fillText(line, box.x + box.width / 2, first + i * style.leading);
  });
  on.textAlign = "start";
}

/** A text cut to so many characters, at a word's end. */
export function shortened(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return text.slice(0, text.lastIndexOf(" ", characters)).replace(/[,;:.]$/, "");
}
