import { type Template, UNIT, type View } from "./vision/align.ts";

/** Two slides differ in a pixel when they differ by so much. */
const DIFFERENT = 0.3;
/** From here on the photograph tells which of two slides it shows. */
const CLEARLY = 0.4;

/**
 * How clearly the photograph shows this slide and not that one, seen only where they differ: 0.5 when it shows the one, −0.5 when the
 * other, near 0 when what tells them apart is not to be seen. (Fisher's linear discriminant for noise that is alike everywhere; a pixel
 * counts for no more than the slides' difference, for something may stand in front of it.)
 * @param gain how strong the photograph's picture has to be made to be as strong as the slides'
 */
export function contrast({ pixels }: View, { data: one }: Template, { data: other }: Template, gain: number): number {
  let [sum, all] = [0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const difference = ((one[i] as number) - (other[i] as number)) / UNIT;
    const most = Math.abs(difference);
    if (most < DIFFERENT) continue;
    const middle = ((one[i] as number) + (other[i] as number)) / (2 * UNIT);
    const beside = gain * (pixels[i] as number) - middle;
    sum += Math.min(most, Math.max(-most, beside)) * difference;
    all += difference * difference;
  }
  return all > 0 ? sum / all : 0;
}

/** Whether the photograph clearly shows this slide, and not that one. */
export const tellsApart = (view: View, one: Template, other: Template, gain: number): boolean =>
  contrast(view, one, other, gain) >= CLEARLY;
