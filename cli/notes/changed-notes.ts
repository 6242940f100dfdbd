import type { SlideItem } from "../../liveblogger/data/slide-item.ts";

/** The notes that differ, by the slide's number, in its order. Pure. @param notes of each slide, the first one's first */
export function changedNotes(
  slides: readonly Pick<SlideItem, "slide" | "notes">[],
  notes: readonly string[],
): Map<number, string> {
  const inOrder = slides.toSorted((one, other) => one.slide - other.slide);
  return new Map(
    inOrder.flatMap(({ slide, notes: before }) => {
      const now = notes[slide - 1] ?? before;
      return now === before ? [] : [[slide, now] as const];
    }),
  );
}
