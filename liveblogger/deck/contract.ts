import type { DeckIndex } from "../recogniser/index-contract.ts";

/** A page's picture in memory, 8 bits a channel: grey, RGB or RGBA, rows without padding. */
export interface PageImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly data: Uint8Array;
}

export interface DeckPage {
  /** counted from 1 */
  readonly number: number;
  readonly title: string;
  readonly text: string;
  /** the speaker's notes; empty when there are none */
  readonly notes: string;
  /** the page as a JPEG, 1280 pixels on its longer side */
  readonly picture: Uint8Array;
}

export interface Deck {
  readonly pages: readonly DeckPage[];
  readonly index: DeckIndex;
  /** sets of pages whose pictures can't be told apart, each in order; pages that are alone are in none */
  readonly identical: readonly (readonly number[])[];
}

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
}
