import { likeliest } from "./did-you-mean.ts";

/** A file or folder of the talk's folder. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The folder that a deck of pictures is kept in. */
export const DECK_FOLDER = "deck";

type Found = { readonly deck: string } | { readonly problem: string };

/**
 * Which of the talk's files is its deck: the one that `wanted` names, or the only one that can be: a .pptx, a .pdf that is no
 * export of a .pptx, or the folder `deck`.
 */
export function findDeck(entries: readonly Entry[], wanted?: string): Found {
  const candidates = entries.filter((entry) => canBeDeck(entry)).filter((entry, _, all) => !isExport(entry, all));
  const names = candidates.map(({ name }) => name);
  if (wanted !== undefined) return named(wanted, entries, names);
  const [deck, ...more] = names;
  if (deck === undefined)
    return { problem: `there is no deck: put a .pdf here, a .pptx with its .pdf, or the slides' pictures into ${DECK_FOLDER}/` };
  if (more.length > 0)
    return { problem: `there are several decks (${names.join(", ")}): say which with a line as deck: ${deck}` };
  return { deck };
}

function named(wanted: string, entries: readonly Entry[], decks: readonly string[]): Found {
  const name = wanted.replace(/^\.\//, "").replace(/\/$/, "");
  if (entries.some((entry) => entry.name === name)) return { deck: name };
  if (name.includes("/") || name.includes("\\") || name === "..")
    return { problem: `deck names a file or folder in the talk's folder itself; ${wanted} is elsewhere` };
  const meant = likeliest(name, decks) ?? decks[0];
  return { problem: `there is no ${wanted}${meant ? `: did you mean ${meant}?` : ""}` };
}

const canBeDeck = ({ name, isFolder }: Entry): boolean => (isFolder ? name === DECK_FOLDER : /\.(pdf|pptx)$/i.test(name));

const bare = (name: string): string => name.replace(/\.(pdf|pptx)$/i, "");

/** The pictures of a .pptx, which hold no notes themselves. */
const isExport = ({ name }: Entry, all: readonly Entry[]): boolean =>
  !/\.pptx$/i.test(name) && all.some((other) => /\.pptx$/i.test(other.name) && bare(other.name) === bare(name));
