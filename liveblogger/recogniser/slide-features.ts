import { describe, type Features, findFeatures, type Search } from "./vision/features.ts";
import { type GreyImage, resize } from "./vision/grey-image.ts";

/** How wide a slide is when its features are sought. */
export const SLIDE_WIDTH = 800;

export const SLIDE_SEARCH: Search = { step: Math.SQRT2, levels: 4, most: 700, threshold: 10 };

/** A slide's local features, places in pixels of a slide `SLIDE_WIDTH` wide. */
export function slideFeatures(slide: GreyImage): Features {
  return describe(findFeatures(resize(slide, SLIDE_WIDTH, Math.round((SLIDE_WIDTH * slide.height) / slide.width)), SLIDE_SEARCH));
}
