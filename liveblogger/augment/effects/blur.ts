import { blankImage, type LinearImage } from "../linear-image.ts";

/** Local names: looked up for every pixel, which is slow for globals where a test runner puts its own before them. */
const { ceil, cos, exp, max, min, round, sin } = Math;

const MOST_TAPS = 31;

/** A Gaussian's weights from the middle to one side. */
function weightsOf(deviation: number): number[] {
  const reach = min((MOST_TAPS - 1) / 2, ceil(deviation * 3));
  const weights = Array.from({ length: reach + 1 }, (_, i) => exp(-(i * i) / (2 * deviation * deviation)));
  const whole = weights.reduce((sum, weight, i) => sum + (i ? 2 * weight : weight), 0);
  return weights.map((weight) => weight / whole);
}

/** Convolves along one direction; what lies outside is as the border is. */
function along(image: LinearImage, weights: readonly number[], vertical: boolean): LinearImage {
  const { width, height, data } = image;
  const result = blankImage(width, height);
  const out = result.data;
  const step = vertical ? width * 3 : 3;
  const reach = weights.length - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const place = vertical ? y : x;
      const last = (vertical ? height : width) - 1;
      const inner = place >= reach && place <= last - reach;
      for (let channel = at; channel < at + 3; channel++) {
        let sum = (data[channel] as number) * (weights[0] as number);
        for (let i = 1; i <= reach; i++) {
          const before = inner ? i : min(i, place);
          const after = inner ? i : min(i, last - place);
          sum += ((data[channel - before * step] as number) + (data[channel + after * step] as number)) * (weights[i] as number);
        }
        out[channel] = sum;
      }
    }
  }
  return result;
}

/** Out of focus by a Gaussian of this standard deviation in pixels. */
export function blurred(image: LinearImage, deviation: number): LinearImage {
  if (deviation < 0.2) return image;
  const weights = weightsOf(deviation);
  return along(along(image, weights, false), weights, true);
}

/** Shaken along a straight line while the shutter was open. */
export function shaken(image: LinearImage, motion: number, angle: number): LinearImage {
  const taps = round(motion) + 1;
  if (taps < 2) return image;
  const { width, height, data } = image;
  const result = blankImage(width, height);
  const out = result.data;
  for (let tap = 0; tap < taps; tap++) {
    const way = (tap / (taps - 1) - 0.5) * motion;
    const [dx, dy] = [round(way * cos(angle)), round(way * sin(angle))];
    for (let y = 0; y < height; y++) {
      const fromRow = min(height - 1, max(0, y + dy)) * width;
      for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
        const from = (fromRow + min(width - 1, max(0, x + dx))) * 3;
        out[at] = (out[at] as number) + (data[from] as number) / taps;
        out[at + 1] = (out[at + 1] as number) + (data[from + 1] as number) / taps;
        out[at + 2] = (out[at + 2] as number) + (data[from + 2] as number) / taps;
      }
    }
  }
  return result;
}
