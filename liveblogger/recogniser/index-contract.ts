/** A local feature's place on a slide, packed for many of them. */
export interface FeatureTable {
  readonly count: number;
  /** eight 32-bit words a feature */
  readonly descriptors: Uint32Array;
  /** x and y on the slide, in 1/64 of the slide's pixels as the index keeps it */
  readonly places: Uint16Array;
  /** feature i is on slides `slides[firstSlide[i]]` up to, without, `slides[firstSlide[i + 1]]` */
  readonly firstSlide: Uint32Array;
  /** counted from 0 */
  readonly slides: Uint16Array;
}

/** What the recogniser knows of a deck. Made by `buildIndex`, written by `writeIndex`, read by `loadIndex`. */
export interface DeckIndex {
  /** names the deck's content: the index file's checksum, as hexadecimal */
  readonly id: string;
  readonly slideCount: number;
}
