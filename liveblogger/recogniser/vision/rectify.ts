import type { Point } from "../contract.ts";
import { type GreyImage, halve } from "./grey-image.ts";
import type { Homography } from "./homography.ts";

/** A picture and its halves, quarters …, so that it can be sampled coarsely without aliasing. */
export type Mipmap = readonly GreyImage[];

export function mipmap(image: GreyImage): Mipmap {
  return Math.min(image.width, image.height) < 64 ? [image] : [image, ...mipmap(halve(image))];
}

/**
 * The picture as seen through `map`, which takes the result's pixels to those of the mipmap's first level.
 * after a lens has bent what is straight (`bend`, see `bent`). `outside` counts the pixels that the picture doesn't show; they get `missing`.
 */
export function rectify(
  picture: Mipmap,
  map: Homography,
  width: number,
  height: number,
  into: Float32Array,
  bend = 0,
): { readonly outside: number } {
  const level = levelFor(picture, map, width, height);
  const image = picture[level] as GreyImage;
  const scale = 1 / 2 ** level;
  const shift = (scale - 1) / 2; // pixel centres: x of level 0 is (x + 0.5) × scale − 0.5 of this one
  const [a, b, c, d, e, f, g, h, i] = map as unknown as [number, number, number, number, number, number, number, number, number];
  const { data, width: stride } = image;
  const lastX = image.width - 1.001;
  const lastY = image.height - 1.001;
  const { middleX, middleY, perSquare } = lensOf(picture[0] as GreyImage);
  let outside = 0;
  for (let y = 0, to = 0; y < height; y++) {
    let nx = b * y + c;
    let ny = e * y + f;
    let depth = h * y + i;
    for (let x = 0; x < width; x++, to++) {
      let px = nx / depth;
      let py = ny / depth;
      if (bend !== 0) {
        const dx = px - middleX;
        const dy = py - middleY;
        const factor = bend * (dx * dx + dy * dy) * perSquare;
        px += dx * factor;
        py += dy * factor;
      }
      let sx = px * scale + shift;
      let sy = py * scale + shift;
      nx += a;
      ny += d;
      depth += g;
      if (!(sx >= -1 && sy >= -1 && sx <= lastX + 1 && sy <= lastY + 1)) {
        outside++;
        into[to] = MISSING;
        continue;
      }
      sx = sx < 0 ? 0 : sx > lastX ? lastX : sx;
      sy = sy < 0 ? 0 : sy > lastY ? lastY : sy;
      const left = sx | 0;
      const top = sy | 0;
      const fx = sx - left;
      const fy = sy - top;
      const at = top * stride + left;
      const upper = (data[at] as number) + fx * ((data[at + 1] as number) - (data[at] as number));
      const lower = (data[at + stride] as number) + fx * ((data[at + stride + 1] as number) - (data[at + stride] as number));
      into[to] = upper + fy * (lower - upper);
    }
  }
  return { outside };
}

/** A lens bends rays about the photograph's middle; distances from it count in half widths. */
export const lensOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({
  middleX: (width - 1) / 2,
  middleY: (height - 1) / 2,
  perSquare: 4 / (width * width),
});

/** Where a lens shows what a straight-seeing one shows at (x, y): farther from the middle by the part `bend` × distance². */
export function bent({ x, y }: Point, bend: number, photograph: { readonly width: number; readonly height: number }): Point {
  const { middleX, middleY, perSquare } = lensOf(photograph);
  const [dx, dy] = [x - middleX, y - middleY];
  const factor = 1 + bend * (dx * dx + dy * dy) * perSquare;
  return { x: middleX + dx * factor, y: middleY + dy * factor };
}

/** The value of a pixel that the picture does not show. */
export const MISSING = -1;

function levelFor(picture: Mipmap, map: Homography, width: number, height: number): number {
  const middle = spread(map, width / 2, height / 2);
  return Math.min(picture.length - 1, Math.max(0, Math.round(Math.log2(Math.max(middle, 1e-6)) - 0.15)));
}

/** How far apart, in pixels of the picture, neighbouring pixels of the result are. */
function spread(map: Homography, x: number, y: number): number {
  const [a, b, c, d, e, f, g, h, i] = map as unknown as [number, number, number, number, number, number, number, number, number];
  const depth = g * x + h * y + i;
  const px = (a * x + b * y + c) / depth;
  const py = (d * x + e * y + f) / depth;
  const area = ((a - px * g) * (e - py * h) - (b - px * h) * (d - py * g)) / (depth * depth);
  return Math.sqrt(Math.abs(area));
}
