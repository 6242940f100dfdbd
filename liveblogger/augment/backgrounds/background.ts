import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Random } from "../../seeded-random.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws a place as it is in bright light. */
export type Background = (on: SKRSContext2D, size: Size, random: Random) => void;

/** A surface whose light falls off from a place on it. */
export function wall(on: SKRSContext2D, { width, height }: Size, hue: number, lightness: number, random: Random): void {
  const [x, y] = [random.between(0, width), random.between(-0.2, 0.5) * height];
  const gradient = on.createRadialGradient(x, y, 0, x, y, width);
  gradient.addColorStop(0, `hsl(${hue}, 14%, ${lightness}%)`);
  gradient.addColorStop(1, `hsl(${hue}, 16%, ${lightness * 0.55}%)`);
  on.fillStyle = gradient;
  on.fillRect(0, 0, width, height);
}

/** Rows of people seen from behind, larger towards the bottom. */
export function audience(on: SKRSContext2D, { width, height }: Size, rows: number, random: Random): void {
  for (let row = 0; row < rows; row++) {
    const size = width * (0.02 + 0.012 * row);
    const y = height * (0.86 + (0.14 * row) / rows) - size;
    for (let x = random.between(0, size); x < width; x += size * random.between(1.5, 3)) {
      on.fillStyle = `hsl(${random.whole(10, 50)}, ${random.whole(5, 40)}%, ${random.whole(6, 40)}%)`;
      on.beginPath();
      on.ellipse(x, y, size * 0.45, size * 0.58, 0, 0, 2 * Math.PI);
      on.fill();
      on.fillStyle = `hsl(${random.whole(0, 360)}, ${random.whole(5, 50)}%, ${random.whole(12, 45)}%)`;
      on.fillRect(x - size * 0.85, y + size * 0.5, size * 1.7, height);
    }
  }
}
