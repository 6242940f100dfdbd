import type { PageImage } from "../../../liveblogger/deck/index.ts";
import type { Quad, RgbImage } from "../../../liveblogger/recogniser/index.ts";
import { invert, rectangleToQuad } from "../../../liveblogger/recogniser/vision/homography.ts";
import { seededRandom } from "../../../liveblogger/recogniser/vision/random.ts";

const { floor, max, min, round, sin } = Math;

export const WIDTH = 1280;
export const HEIGHT = 720;

/** A page that looks like one: a title, lines of words, a box; without fonts, so that it is the same everywhere. */
export function page(seed: number, lines = 8): PageImage {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(250);
  const random = seededRandom(seed);
  const fill = (left: number, top: number, width: number, height: number, value: number): void => {
    for (let y = max(0, top); y < min(HEIGHT, top + height); y++)
      data.fill(value, y * WIDTH + max(0, left), y * WIDTH + min(WIDTH, left + width));
  };
  const words = (left: number, top: number, right: number, size: number): void => {
    for (let x = left; x < right; ) {
      const letters = 2 + floor(random() * 8);
      for (let letter = 0; letter < letters && x < right; letter++, x += round(size * 0.7)) {
        fill(x, top, max(2, size >> 3), size, 30);
        if (random() < 0.6) fill(x, top + floor(random() * size), size >> 1, max(2, size >> 3), 30);
        if (random() < 0.4) fill(x + (size >> 1), top + (size >> 1), max(2, size >> 3), size >> 1, 30);
      }
      x += size;
    }
  };
  words(80, 60, 400 + floor(random() * 500), 44);
  for (let line = 0; line < lines; line++) words(100, 170 + line * 60, 300 + floor(random() * 850), 26);
  fill(700 + floor(random() * 300), 300 + floor(random() * 200), 160, 120, 150 + floor(random() * 60));
  return { width: WIDTH, height: HEIGHT, channels: 1, data };
}

/** The page with a rectangle painted over. */
export function painted(image: PageImage, left: number, top: number, width: number, height: number, value: number): PageImage {
  const data = image.data.slice();
  for (let y = top; y < top + height; y++) data.fill(value, y * image.width + left, y * image.width + left + width);
  return { ...image, data };
}

export const CORNERS: Quad = [
  { x: 250, y: 180 },
  { x: 1010, y: 140 },
  { x: 1040, y: 620 },
  { x: 230, y: 590 },
];

/** The page on a screen with these corners, washed out, in a dim room with noise. */
export function photograph(shown: PageImage | undefined, corners: Quad = CORNERS, seed = 1): RgbImage {
  const [width, height] = [1280, 960];
  const random = seededRandom(seed);
  const data = new Uint8Array(width * height * 3);
  const toQuad = rectangleToQuad(WIDTH - 1, HEIGHT - 1, corners);
  const back = toQuad && invert(toQuad);
  if (!back) throw new Error("these corners span nothing");
  const [a, b, c, d, e, f, g, h, i] = back as unknown as [number, number, number, number, number, number, number, number, number];
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const depth = g * x + h * y + i;
      const px = round((a * x + b * y + c) / depth);
      const py = round((d * x + e * y + f) / depth);
      const inside = px >= 0 && py >= 0 && px < WIDTH && py < HEIGHT;
      const light = inside
        ? shown
          ? 70 + 0.5 * (shown.data[py * WIDTH + px] as number)
          : 195
        : 40 + 20 * sin(x / 90) + (y % 160) / 8;
      const value = light + (random() - 0.5) * 12;
      data[to] = value;
      data[to + 1] = value * 0.97;
      data[to + 2] = value * 0.9;
    }
  }
  return { width, height, data };
}
