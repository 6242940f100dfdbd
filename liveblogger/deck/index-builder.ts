import { deflateRawSync } from "node:zlib";
import type { DeckIndex } from "../recogniser/index-contract.ts";
import { loadIndex, writeIndex } from "../recogniser/index-file.ts";
import { SLIDE_WIDTH, slideFeatures, slideHeight } from "../recogniser/slide-features.ts";
import { COARSE_RADIUS, COARSER, FINE_RADIUS, makeTemplate, templateSize } from "../recogniser/templates.ts";
import { type GreyImage, resize, toGrey } from "../recogniser/vision/grey-image.ts";
import type { PageImage } from "./contract.ts";
import { cropBorder } from "./crop-border.ts";
import { FeatureTableBuilder } from "./feature-table-builder.ts";
import { findIndistinguishable } from "./indistinguishable.ts";

/** Makes a deck's index, page by page, so that a long deck's pictures need not all be in memory. */
export class IndexBuilder {
  readonly #aspect: number;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #coarse: Int8Array[] = [];
  readonly #fine: Uint8Array[] = [];
  readonly #pictures: Uint8Array[] = [];
  readonly #features = new FeatureTableBuilder();

  /** @param aspect width divided by height, of most pages */
  constructor(aspect: number) {
    this.#aspect = aspect;
    this.#size = templateSize(aspect);
  }

  add(page: PageImage): void {
    const slide = cropBorder(toGrey(page, page.channels));
    const { width, height } = this.#size;
    const number = this.#fine.length;
    const middle: GreyImage = slide.width > 2 * SLIDE_WIDTH ? resize(slide, SLIDE_WIDTH, slideHeight(slide)) : slide;
    this.#features.add(number, slideFeatures(middle), SLIDE_WIDTH, slideHeight(middle));
    const small = resize(middle, width, height);
    const fine = makeTemplate(small, width, height, FINE_RADIUS);
    this.#fine.push(deflateRawSync(new Uint8Array(fine.buffer), { level: 6 }));
    this.#coarse.push(makeTemplate(small, width / COARSER, height / COARSER, COARSE_RADIUS));
    this.#pictures.push(small.data);
  }

  finish(): DeckIndex {
    const coarse = new Int8Array(this.#coarse.reduce((sum, { length }) => sum + length, 0));
    this.#coarse.forEach((template, slide) => {
      coarse.set(template, slide * template.length);
    });
    return loadIndex(
      writeIndex({
        slideCount: this.#fine.length,
        aspect: this.#aspect,
        ...this.#size,
        coarse,
        fine: this.#fine,
        indistinguishable: findIndistinguishable(this.#pictures),
        features: this.#features.finish(),
      }),
    );
  }
}

/** The index of a deck whose pages are all in memory. */
export function buildIndex(pages: readonly PageImage[]): DeckIndex {
  const builder = new IndexBuilder(commonAspect(pages));
  for (const page of pages) builder.add(page);
  return builder.finish();
}

/** Width divided by height, of most pages. */
export function commonAspect(sizes: readonly { readonly width: number; readonly height: number }[]): number {
  const counts = new Map<number, number>();
  for (const { width, height } of sizes) {
    const aspect = Math.round((width / height) * 100) / 100;
    counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
  }
  let common = 16 / 9;
  let most = 0;
  for (const [aspect, count] of counts) if (count > most) [common, most] = [aspect, count];
  return common;
}
