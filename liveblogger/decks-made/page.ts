import type { PDFDocument, SKRSContext2D } from "@napi-rs/canvas";

/** Where a page is drawn, in units of which a page is `width` wide, whatever the picture's size. */
export type Drawing = SKRSContext2D | ReturnType<PDFDocument["beginPage"]>;

/** One slide, with what an import should find out about it. */
export interface MadePage {
  readonly title: string;
  /** all that can be read on it, the title included */
  readonly text: string;
  draw(on: Drawing): void;
}

export interface MadeDeck {
  readonly name: string;
  /** in one line, for people */
  readonly style: string;
  readonly width: number;
  readonly height: number;
  readonly pages: readonly MadePage[];
}
