/**
 * Changes a list of entries so that what the reader reads stays where it is on the screen. Some browsers do that by
 * themselves, others don't; the list's style (`overflow-anchor: none`) lets none do it twice.
 * @param change must have changed the page when it returns
 */
export function keepInPlace(list: Element, change: () => void): void {
  const read = isReadingBelow(list) ? [...list.querySelectorAll("li[id]")].find((entry) => endOf(entry) > 0) : undefined;
  const before = read && endOf(read);
  change();
  if (read === undefined || before === undefined) return;
  const moved = endOf(read) - before;
  if (moved !== 0) window.scrollBy({ top: moved, behavior: "instant" });
}

/** Whether the reader has scrolled past the list's beginning. */
export const isReadingBelow = (list: Element): boolean => list.getBoundingClientRect().top < 0;

/** Where an entry ends on the screen. Its end is what to hold fast: what it may gain (a return) it gains at its beginning. */
const endOf = (entry: Element) => entry.getBoundingClientRect().bottom;
