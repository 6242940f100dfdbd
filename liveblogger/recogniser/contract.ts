/**
 * What goes into the recogniser and what comes out. Coordinates are in pixels with the first pixel's centre at 0,
 * x to the right and y down; slides are counted from 1.
 */

/** A picture in memory: rows without padding, red, green and blue interleaved. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** width × height × 3 bytes */
  readonly data: Uint8Array;
}

/** A photograph as `decodePhotograph` gives it: upright, without alpha, at most 1920 pixels on its longer side. */
export type DecodedPhotograph = RgbImage;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The slide's corners in the decoded photograph: top left, top right, bottom right, bottom left, as on the slide. */
export type Quad = readonly [Point, Point, Point, Point];

/** What the camera last saw, to be handed to the next call. Small, plain JSON; without an answer it is carried on as it was. */
export interface CameraMemory {
  readonly version: 1;
  /** the decoded photograph's size: a memory of another size says nothing */
  readonly width: number;
  readonly height: number;
  /** corners of the whole slide, at the last assured answer */
  readonly corners: Quad;
  readonly slide: number;
  /** the index it was made with: slides of another deck are other slides */
  readonly deck: string;
  /** photographs since, that showed nothing where the slide had been */
  readonly missed: number;
}

export interface Recognition {
  /** the slide on the screen; null when none of the deck's is, which is an answer too */
  readonly slide: number | null;
  /** the calibrated probability that this answer is right */
  readonly assurance: number;
  /** where the slide is; absent when `slide` is null */
  readonly corners?: Quad;
  /** the next best slide that can be told apart from the answer */
  readonly runnerUp?: { readonly slide: number; readonly score: number };
  /** further slides whose pictures are the answer's own: any of them may be the one */
  readonly indistinguishable: readonly number[];
  /** the camera was seen to have been moved since the memory was made */
  readonly moved: boolean;
  /** for the next call; absent as long as nothing has been recognised */
  readonly memory?: CameraMemory;
}
