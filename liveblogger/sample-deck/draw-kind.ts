import type { Drawing } from "../decks-made/page.ts";
import type { Place } from "./look.ts";
import type { Kind, SlideOf } from "./slides.ts";

/** How a kind of slide is drawn. */
export interface DrawKind<K extends Kind> {
  /** how many pages it takes */
  pages(slide: SlideOf<K>): number;
  /** @param page which of its pages, counted from 0 */
  draw(on: Drawing, slide: SlideOf<K>, page: number, place: Place): void;
}
