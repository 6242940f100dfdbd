import type { RgbImage } from "../contract.ts";
import type { Homography } from "./homography.ts";

const { floor, hypot, max, min, round } = Math;

/** The nearest whole number; Math.round is slow, for it knows negative ones. */
const nearest = (value: number): number => (value + 0.5) | 0;

/**
 * The picture as seen through `map` (from the result's pixels to the picture's), RGB. Where it is made smaller, each pixel is the
 * mean of several samples. What the picture does not show is as it is at its border.
 */
export function rectifyColours(
  { width: sourceWidth, height: sourceHeight, data }: RgbImage,
  map: Homography,
  width: number,
  height: number,
): Uint8Array {
  const [a, b, c, d, e, f, g, h, i] = map as unknown as [number, number, number, number, number, number, number, number, number];
  const across = hypot(a, d) / i;
  const samples = max(1, min(4, round(across)));
  const result = new Uint8Array(width * height * 3);
  const share = 1 / (samples * samples);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sub = 0; sub < samples * samples; sub++) {
        const px = x + ((sub % samples) + 0.5) / samples - 0.5;
        const py = y + (floor(sub / samples) + 0.5) / samples - 0.5;
        const depth = g * px + h * py + i;
        const sx = max(0, min(sourceWidth - 1.001, (a * px + b * py + c) / depth));
        const sy = max(0, min(sourceHeight - 1.001, (d * px + e * py + f) / depth));
        const left = sx | 0;
        const top = sy | 0;
        const fx = sx - left;
        const fy = sy - top;
        const at = (top * sourceWidth + left) * 3;
        const below = at + sourceWidth * 3;
        const topLeft = (1 - fx) * (1 - fy);
        const topRight = fx * (1 - fy);
        const bottomLeft = (1 - fx) * fy;
        const bottomRight = fx * fy;
        // Each channel by itself: a loop over three costs thrice as much.
        red +=
          (data[at] as number) * topLeft +
          (data[at + 3] as number) * topRight +
          (data[below] as number) * bottomLeft +
          (data[below + 3] as number) * bottomRight;
        green +=
          (data[at + 1] as number) * topLeft +
          (data[at + 4] as number) * topRight +
          (data[below + 1] as number) * bottomLeft +
          (data[below + 4] as number) * bottomRight;
        blue +=
          (data[at + 2] as number) * topLeft +
          (data[at + 5] as number) * topRight +
          (data[below + 2] as number) * bottomLeft +
          (data[below + 5] as number) * bottomRight;
      }
      result[to] = nearest(red * share);
      result[to + 1] = nearest(green * share);
      result[to + 2] = nearest(blue * share);
    }
  }
  return result;
}
