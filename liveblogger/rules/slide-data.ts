import type { SlideItem } from "../data/slide-item.ts";
import type { LiveBloggerState } from "./live-blogger-state.ts";

/** Notes go through the state machine and into an item: an execution's state holds 256 KB, an item 400. */
const MOST_CHARACTERS = 40_000;

/** The slide of an entry's name, counted from 1; undefined for a live update. */
export function slideOfEntry(entry: string): number | undefined {
  const [, digits] = /^slide-(\d+)$/.exec(entry) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What an entry says of its slide. @param item undefined for a page that the deck has no more */
export function wordsOf(slide: number, item: Pick<SlideItem, "title" | "notes"> | undefined): { title: string; text: string } {
  const { title = "", notes = "" } = item ?? {};
  return { title: title.trim() || `Slide ${slide}`, text: notes.slice(0, MOST_CHARACTERS) };
}

/** The state with what is known of its slide. @param item undefined for a live update, or a page that the deck has no more */
export function withSlide(state: LiveBloggerState, slide: number | undefined, item: SlideItem | undefined): LiveBloggerState {
  if (slide === undefined) return { ...state, title: "Live update", text: "" };
  return { ...state, slide, ...wordsOf(slide, item) };
}
