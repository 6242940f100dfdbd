import { describe, type Features, findFeatures, type Search } from "./vision/features.ts";
import { type GreyImage, resize } from "./vision/grey-image.ts";

/** How wide a slide is when its features are sought. */
export const SLIDE_WIDTH = 800;

export const SLIDE_SEARCH: Search = { step: Math.SQRT2, levels: 4, most: 700, threshold: 10 };

/** No shape is longer, as no template is. */
const LONGEST = 3;

/** How high a slide is then. */
export const slideHeight = ({ width, height }: { readonly width: number; readonly height: number }): number =>
  Math.round(SLIDE_WIDTH * Math.min(LONGEST, Math.max(1 / LONGEST, height / width)));

/** A slide's local features, places in pixels of a slide `SLIDE_WIDTH` wide and `slideHeight` high. */
export function slideFeatures(slide: GreyImage): Features {
  return describe(findFeatures(resize(slide, SLIDE_WIDTH, slideHeight(slide)), SLIDE_SEARCH));
}
