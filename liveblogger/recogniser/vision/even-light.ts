import { boxBlur, type GreyImage, halve, rescale } from "./grey-image.ts";

const { abs, max, min } = Math;

/** Half the side of the square that counts as around a pixel; it is measured at half the size. */
const RADIUS = 12;
/** A deviation of fewer levels is not raised as if it were more: it would be noise. */
const FAINTEST = 7;
const USUAL = 45;

/** The picture with the same contrast everywhere, so that washed-out print has corners as black print has. */
export function evenLight(image: GreyImage): GreyImage {
  const { width, height, data } = image;
  const half = halve(image);
  const middle = boxBlur(half, RADIUS);
  const deviations = half.data.map((value, i) => min(255, 2 * abs(value - (middle.data[i] as number))));
  const mean = rescale(middle, width, height).data;
  const spread = rescale(boxBlur({ ...half, data: deviations }, RADIUS), width, height).data;
  const even = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) {
    const gain = USUAL / max(FAINTEST, (spread[i] as number) * 0.9);
    even[i] = 128 + ((data[i] as number) - (mean[i] as number)) * min(gain, USUAL / FAINTEST);
  }
  return { width, height, data: new Uint8Array(even.buffer) };
}
