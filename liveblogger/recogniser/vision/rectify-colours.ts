import type { RgbImage } from "../contract.ts";
import type { Homography } from "./homography.ts";

const { floor, hypot, max, min, round } = Math;

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
  const sum = [0, 0, 0];
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      sum.fill(0);
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
        for (let k = 0; k < 3; k++) {
          const upper = (data[at + k] as number) * (1 - fx) + (data[at + 3 + k] as number) * fx;
          const lower = (data[below + k] as number) * (1 - fx) + (data[below + 3 + k] as number) * fx;
          sum[k] = (sum[k] as number) + upper * (1 - fy) + lower * fy;
        }
      }
      for (let k = 0; k < 3; k++) result[to + k] = round((sum[k] as number) / (samples * samples));
    }
  }
  return result;
}
