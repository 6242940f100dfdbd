import sharp from "sharp";
import type { Quad, RgbImage } from "./contract.ts";
import { CornersUnusable } from "./errors.ts";
import { rectangleToQuad } from "./vision/homography.ts";
import { rectifyColours } from "./vision/rectify-colours.ts";

const { max, min, round } = Math;

export interface StraightenedSize {
  readonly width: number;
  readonly height: number;
}

const MOST = 4096;
const QUALITY = 82;
/** The brightest hundredth of a slide is meant to be so bright, and the darkest so dark; more than this is not amplified. */
const WHITE = 0.99;
const BLACK = 0.01;
const MOST_GAIN = 4;

/**
 * The slide out of the photograph, in its own shape: cropped at its corners, brightness stretched to the full range, and what is
 * brightest made colourless, as a JPEG without metadata.
 *
 * @throws CornersUnusable when the corners span no area, or the size is none
 */
export async function straighten(photograph: RgbImage, corners: Quad, { width, height }: StraightenedSize): Promise<Buffer> {
  const whole = (side: number): boolean => Number.isInteger(side) && side > 0 && side <= MOST;
  if (!whole(width) || !whole(height)) throw new CornersUnusable(`${width} × ${height} is no size for a picture.`);
  const map = rectangleToQuad(width - 1, height - 1, corners);
  if (!map) throw new CornersUnusable("The slide's corners lie on a line: there is nothing to straighten.");
  const pixels = rectifyColours(photograph, map, width, height);
  balance(pixels);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

/** Stretches each channel: its brightest hundredth becomes white, which takes a colour cast with it; black is common to all. */
function balance(pixels: Uint8Array): void {
  const histograms = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  for (let i = 0; i < pixels.length; i += 3)
    for (let k = 0; k < 3; k++) {
      const histogram = histograms[k] as Uint32Array;
      const value = pixels[i + k] as number;
      histogram[value] = (histogram[value] as number) + 1;
    }
  const total = pixels.length / 3;
  const black = min(...histograms.map((histogram) => quantile(histogram, total, BLACK)));
  const [red, green, blue] = histograms.map((histogram) => stretched(black, quantile(histogram, total, WHITE))) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  for (let i = 0; i < pixels.length; i += 3) {
    pixels[i] = red[pixels[i] as number] as number;
    pixels[i + 1] = green[pixels[i + 1] as number] as number;
    pixels[i + 2] = blue[pixels[i + 2] as number] as number;
  }
}

/** What each value becomes. */
function stretched(black: number, white: number): Uint8Array {
  const gain = min(MOST_GAIN, 255 / max(1, white - black));
  return Uint8Array.from({ length: 256 }, (_, value) => max(0, min(255, round((value - black) * gain))));
}

function quantile(histogram: Uint32Array, total: number, share: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += histogram[value] as number;
    if (seen >= share * total) return value;
  }
  return 255;
}
