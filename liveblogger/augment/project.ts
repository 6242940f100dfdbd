import type { Camera } from "./camera.ts";
import { type Corners, fromUnitSquare, inverse } from "./homography.ts";
import { halved, type LinearImage } from "./linear-image.ts";

/** Local names: looked up for every pixel, which is slow for globals where a test runner puts its own before them. */
const { ceil, floor, hypot, max, min } = Math;

/** The projector's blackest black, beside its white. */
const BLACK = 0.004;

/** The page in sizes of which one is about as large as it will be seen, so that nothing is left out between samples. */
function sizesOf(page: LinearImage): LinearImage[] {
  const sizes = [page];
  for (let last = page; last.width >= 160; ) {
    last = halved(last);
    sizes.push(last);
  }
  return sizes;
}

const length = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number => hypot(bx - ax, by - ay);

/**
 * Lets the projector throw a page on to the scene, whose light it is added to.
 * @param corners where a straight-seeing camera has the slide
 * @param screen what the screen throws back of the room's light, 1 being the projector's white
 */
export function project(scene: LinearImage, page: LinearImage, corners: Corners, camera: Camera, screen: number): void {
  const seenWidth = min(length(corners[0], corners[1]), length(corners[3], corners[2]));
  const sizes = sizesOf(page);
  const source = sizes.findLast(({ width }) => width >= seenWidth * 0.9) ?? page;
  const back = inverse(fromUnitSquare(corners));
  const margin = 0.06 * scene.width;
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, right] = [max(0, floor(min(...xs) - margin)), min(scene.width - 1, ceil(max(...xs) + margin))];
  const [top, bottom] = [max(0, floor(min(...ys) - margin)), min(scene.height - 1, ceil(max(...ys) + margin))];
  const seenHeight = min(length(corners[0], corners[3]), length(corners[1], corners[2]));
  const [a, b, c, d, e, f, g, h, i] = back;
  const { width, height } = scene;
  for (let y = top; y <= bottom; y++) {
    const dy = (2 * y + 1 - height) / width;
    for (let x = left; x <= right; x++) {
      // `undistorted` and `apply`, without a pair of numbers for each pixel.
      const dx = (2 * x + 1 - width) / width;
      const factor = 1 - camera.distortion * (dx * dx + dy * dy);
      const [straightX, straightY] = [(dx * factor * width + width - 1) / 2, (dy * factor * width + height - 1) / 2];
      const w = g * straightX + h * straightY + i;
      const u = (a * straightX + b * straightY + c) / w;
      const v = (d * straightX + e * straightY + f) / w;
      const inside = min(min(u, 1 - u) * seenWidth, min(v, 1 - v) * seenHeight) + 0.5;
      if (inside > 0) addLight(scene, (y * width + x) * 3, source, u, v, min(1, inside), screen);
    }
  }
}

/** One pixel of the screen: the page's light there, sampled between four pixels, and the room's. */
function addLight(scene: LinearImage, at: number, source: LinearImage, u: number, v: number, part: number, screen: number): void {
  const { width, height, data } = source;
  const x = min(width - 1, max(0, u * width - 0.5));
  const y = min(height - 1, max(0, v * height - 0.5));
  const [x0, y0] = [min(width - 2, floor(x)), min(height - 2, floor(y))];
  const [fx, fy] = [x - x0, y - y0];
  const [from, below] = [(y0 * width + x0) * 3, ((y0 + 1) * width + x0) * 3];
  for (let channel = 0; channel < 3; channel++) {
    const upper = (data[from + channel] ?? 0) * (1 - fx) + (data[from + channel + 3] ?? 0) * fx;
    const lower = (data[below + channel] ?? 0) * (1 - fx) + (data[below + channel + 3] ?? 0) * fx;
    const light = BLACK + upper * (1 - fy) + lower * fy + screen;
    scene.data[at + channel] = (scene.data[at + channel] ?? 0) * (1 - part) + light * part;
  }
}
