import type { Entry } from "../../../website/src/live/entry.ts";

/** An entry of slide `slide`, shown `minute` minutes after two. */
export const entryOf = (slide: number, minute = slide, more: Partial<Entry> = {}): Entry => ({
  name: `slide-${String(slide).padStart(3, "0")}`,
  title: `Title ${slide}`,
  time: new Date(Date.UTC(2026, 10, 28, 14, minute)).toISOString(),
  returned: [],
  slide,
  assurance: 0.99,
  pictures: { large: { src: `/media/t/slide-${slide}/a-large.jpg`, width: 1280, height: 720 } },
  notes: [`Notes of ${slide}`],
  ...more,
});
