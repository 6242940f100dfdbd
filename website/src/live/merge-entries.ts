import type { Entry } from "./entry.ts";

/**
 * What is shown, and what the feed says, as one list without anything twice, newest first. Of an entry that both have,
 * the feed knows better when it was shown and what its picture is; its title and notes stay, as they never change.
 * An entry that only one of them has stays: a feed need not hold all of a long talk.
 */
export function mergeEntries(shown: readonly Entry[], fed: readonly Entry[]): Entry[] {
  const merged = new Map(shown.map((entry) => [entry.name, entry]));
  for (const entry of fed) {
    const known = merged.get(entry.name);
    merged.set(entry.name, known ? { ...known, ...newsOf(entry, known) } : entry);
  }
  return [...merged.values()].sort(newestFirst);
}

const newsOf = ({ time, returned, pictures, assurance }: Entry, known: Entry) => ({
  time,
  returned,
  assurance: assurance ?? known.assurance,
  pictures: pictures ?? known.pictures,
});

/** Entries of one moment are in the order of their names, which is the same wherever they come from. */
const newestFirst = (one: Entry, other: Entry) =>
  Date.parse(other.time) - Date.parse(one.time) || (one.name < other.name ? 1 : -1);
