import { boxBlur, type GreyImage } from "./grey-image.ts";

const RADIUS = 24;
/** A deviation of fewer levels is not raised as if it were more: it would be noise. */
const FAINTEST = 7;
const USUAL = 45;

/** The picture with the same contrast everywhere, so that washed-out print has corners as black print has. */
export function evenLight(image: GreyImage): GreyImage {
  const { width, height, data } = image;
  const mean = boxBlur(image, RADIUS).data;
  const deviations = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) deviations[i] = Math.min(255, 2 * Math.abs((data[i] as number) - (mean[i] as number)));
  const spread = boxBlur({ width, height, data: deviations }, RADIUS).data;
  const even = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) {
    const gain = USUAL / Math.max(FAINTEST, (spread[i] as number) * 0.9);
    even[i] = 128 + ((data[i] as number) - (mean[i] as number)) * Math.min(gain, USUAL / FAINTEST);
  }
  return { width, height, data: new Uint8Array(even.buffer) };
}
