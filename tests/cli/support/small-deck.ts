/** A deck of five pages of coloured rectangles, two of them alike, as a folder of pictures and as photographs of it. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

const WIDTH = 800;
const HEIGHT = 450;

/** What is drawn: pages 2 and 4 are the same. */
const SEEDS = [11, 23, 37, 23, 53];

function drawing(seed: number): string {
  let state = seed;
  const random = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y, width, height] = [random(WIDTH - 100), random(HEIGHT - 60), 10 + random(90), 8 + random(50)];
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="hsl(${random(360)} 70% ${20 + random(50)}%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="white"/>${shapes.join("")}</svg>`;
}

/** Writes the pages as pictures. */
export async function writePages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [at, seed] of SEEDS.entries())
    await writeFile(
      join(folder, `page-${at + 1}.png`),
      await sharp(Buffer.from(drawing(seed)))
        .png()
        .toBuffer(),
    );
}

/** Where a photograph of the screen has the slide's top left corner and how large it is, in pixels. */
export const SCREEN = { left: 240, top: 180, width: 1600, height: 900 };

/** A photograph, larger than what the recogniser looks at, of a dark room with the page on the screen; of no page without one. */
export async function photograph(page?: number): Promise<Buffer> {
  const room = sharp({ create: { width: 2400, height: 1350, channels: 3, background: "#1c1a18" } });
  if (page === undefined) return room.jpeg().toBuffer();
  const { width, height, left, top } = SCREEN;
  const slide = await sharp(Buffer.from(drawing(SEEDS[page - 1] ?? 0)))
    .resize(width, height)
    .png()
    .toBuffer();
  return room
    .composite([{ input: slide, left, top }])
    .blur(0.8)
    .jpeg({ quality: 85 })
    .toBuffer();
}
