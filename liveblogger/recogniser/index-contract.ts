/** Local features of all slides; one that several slides have in the same place is kept once. */
export interface FeatureTable {
  readonly count: number;
  /** eight 32-bit words each */
  readonly descriptors: Uint32Array;
  /** x and y each, where 0 to 65535 is the slide's width or height */
  readonly places: Uint16Array;
  /** the level of the pyramid each was found at: see `SLIDE_SEARCH` */
  readonly levels: Uint8Array;
  /** feature i is on the slides at `firstSlide[i]` up to, without, `firstSlide[i + 1]` of `slides` */
  readonly firstSlide: Uint32Array;
  /** counted from 0 */
  readonly slides: Uint16Array;
}

/**
 * What the recogniser knows of a deck: plain data, made by the deck's import, kept as a file by `writeIndex`/`loadIndex`.
 * Slides are counted from 0 inside it.
 */
export interface DeckIndex {
  /** names the content: the file's checksum, as hexadecimal */
  readonly id: string;
  readonly slideCount: number;
  /** width divided by height, of most slides */
  readonly aspect: number;
  /** the size of the slides' templates (locally normalised pictures); coarse ones have a quarter of it */
  readonly width: number;
  readonly height: number;
  /** coarse templates, one slide after the other */
  readonly coarse: Int8Array;
  /** fine templates, each deflated */
  readonly fine: readonly Uint8Array[];
  /** for each slide: the others that no photograph can tell from it */
  readonly indistinguishable: readonly (readonly number[])[];
  readonly features: FeatureTable;
}
