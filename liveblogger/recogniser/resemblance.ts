import { type Template, UNIT, type View } from "./vision/align.ts";

/** Squares are about as high as a line of text. */
const SQUARE = 12;
/** What is on the one and not on the other counts so much of what is unlike on both. */
const ONE_SIDED = 0.2;
const UNLIKE = 1;

/** How strong the photograph's picture has to be made to be as strong as the slide's, where both show something. */
export function gainOf({ pixels }: View, { width, height, data }: Template): number {
  let [pp, tt] = [0, 0];
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const square = compare(pixels, data, width, left, top, Math.min(width, left + SQUARE), Math.min(height, top + SQUARE));
      if (square.pt < 0.5 * Math.sqrt(square.pp * square.tt)) continue;
      pp += square.pp;
      tt += square.tt;
    }
  }
  return pp > 0 ? Math.min(3, Math.max(0.5, Math.sqrt(tt / pp))) : 1;
}

/**
 * How much a slide is what the photograph shows, by squares: what both show alike counts for it, what both show unlike
 * counts against it, and what only one of them shows counts a little against it, for it may have been written on the screen, stand in front of it,
 * or be still to come. Relative to all that the photograph shows.
 */
export function resemblance({ pixels }: View, { width, height, data }: Template, gain: number): number {
  let sum = 0;
  let all = 0;
  for (let top = 0; top < height; top += SQUARE) {
    for (let left = 0; left < width; left += SQUARE) {
      const square = compare(pixels, data, width, left, top, Math.min(width, left + SQUARE), Math.min(height, top + SQUARE));
      const pp = gain * gain * square.pp;
      const pt = gain * square.pt;
      const least = Math.min(pp, square.tt);
      sum += pt - UNLIKE * Math.max(0, least - pt) - ONE_SIDED * Math.abs(pp - square.tt);
      all += pp;
    }
  }
  return all > 0 ? sum / all : 0;
}

function compare(
  pixels: Float32Array,
  data: Int8Array,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): { pp: number; tt: number; pt: number } {
  let [pp, tt, pt] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left, at = y * width + left; x < right; x++, at++) {
      const p = pixels[at] as number;
      const t = (data[at] as number) / UNIT;
      pp += p * p;
      tt += t * t;
      pt += p * t;
    }
  }
  return { pp, tt, pt };
}
