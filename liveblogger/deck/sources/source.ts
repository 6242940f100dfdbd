import type { PageImage } from "../contract.ts";

/** A page as its file gives it. */
export interface SourcePage {
  readonly image: PageImage;
  readonly text: string;
}

/** A deck's pages, one at a time, so that a long deck is never in memory as a whole. */
export interface PageSource {
  readonly count: number;
  /** width divided by height, of most pages */
  readonly aspect: number;
  /** @param number counted from 1 */
  read(number: number): Promise<SourcePage>;
  close(): void;
}

/** A page's picture is so long, in pixels. */
export const LONGER_SIDE = 1280;

/** More pages have no deck; and a talk has no time. */
export const MOST_PAGES = 2000;
