import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import sharp from "sharp";
import { mendJpegHead } from "../../recogniser/mend-jpeg-head.ts";
import { DeckEmpty, DeckTooLarge, DeckUnreadable } from "../errors.ts";
import { commonAspect } from "../index-builder.ts";
import { LONGER_SIDE, MOST_PAGES, type PageSource } from "./source.ts";

const PICTURES = new Set([".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif", ".avif"]);
const START_OF_IMAGE = 0xffd8;
const MOST_BYTES = 100 * 2 ** 20;
const MOST_PIXELS = 80_000_000;

/** The pictures of a folder, in the order of the numbers in their names: slide2 before slide10. */
export async function picturesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => PICTURES.has(extname(name).toLowerCase()) && !name.startsWith("."));
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return names.sort((a, b) => compare(a, b) || (a < b ? -1 : 1)).map((name) => join(folder, name));
}

/** @throws DeckEmpty, DeckTooLarge, DeckUnreadable */
export async function openImageFolder(folder: string): Promise<PageSource> {
  const files = await picturesIn(folder);
  if (files.length === 0) throw new DeckEmpty(`There are no pictures in ${folder}.`);
  if (files.length > MOST_PAGES)
    throw new DeckTooLarge(`There are ${files.length} pictures in ${folder}; a deck has at most ${MOST_PAGES} pages.`);
  const stride = Math.ceil(files.length / 50);
  const sizes = await Promise.all(files.filter((_, i) => i % stride === 0).map(sizeOf));
  return {
    count: files.length,
    aspect: commonAspect(sizes),
    read: async (number) => ({ image: await decode(files[number - 1] as string), text: "" }),
    close: () => undefined,
  };
}

async function sizeOf(file: string): Promise<{ width: number; height: number }> {
  return decoding(file, async () => {
    if (!(await stat(file)).isFile()) throw new Error("it is no file"); // to open a pipe that nobody writes to waits for ever
    const { autoOrient } = await sharp(file, { limitInputPixels: false }).metadata();
    return autoOrient;
  });
}

async function decode(file: string): ReturnType<typeof decodePicture> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new DeckTooLarge(`${file} has ${size} bytes; a page has at most ${MOST_BYTES}.`);
  const { width, height } = await sizeOf(file);
  if (width * height > MOST_PIXELS)
    throw new DeckTooLarge(`${file} has ${width} × ${height} pixels; a page has at most ${MOST_PIXELS / 1e6} million.`);
  return decoding(file, async () => decodePicture(await readFile(file)));
}

async function decodePicture(bytes: Buffer) {
  // a decoder only warns of a JPEG that is damaged in its middle, but also of a PNG's colour profile
  const isJpeg = bytes.readUInt16BE() === START_OF_IMAGE;
  const picture = isJpeg ? mendJpegHead(bytes) : bytes;
  const { data, info } = await sharp(picture, { limitInputPixels: MOST_PIXELS, failOn: isJpeg ? "warning" : "truncated" })
    .autoOrient()
    .resize({ width: LONGER_SIDE, height: LONGER_SIDE, fit: "inside" })
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels === 1 ? (1 as const) : (3 as const), data };
}

async function decoding<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new DeckUnreadable(`${file} is no picture that can be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
