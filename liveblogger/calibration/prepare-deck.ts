import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildIndex } from "../deck/index.ts";
import { makeDecks } from "../decks-made/decks.ts";
import type { MadeDeck } from "../decks-made/page.ts";
import { type RenderedPage, renderPage } from "../decks-made/render.ts";
import { writeIndex } from "../recogniser/index-file.ts";
import type { PreparedDeck } from "./trial.ts";

/** A pixel that differs so much in a channel is another. */
const ANOTHER = 24;
/** Pages that differ in a smaller share of their pixels can't be told apart in a photograph: a camera's blur is larger. */
const SAME = 0.002;
/** Twins differ in so large a share, from here to there. */
const TWIN = { least: 0.005, most: 0.03 };
/** A page that differs from another in a smaller share shows that page, but for a line that came or went. */
const STRANGER = 0.01;
const MUCH_PRINT = 200;
/** Every so many-th pixel, to see quickly that two pages are unlike. */
const SPARSE = 61;

let decks: readonly MadeDeck[] | undefined;

/** @throws Error when there is none of that name */
export function deckNamed(name: string): MadeDeck {
  decks ??= makeDecks();
  const deck = decks.find((made) => made.name === name);
  if (!deck) throw new Error(`there is no deck ${name}`);
  return deck;
}

/** Draws a deck, indexes it into a file of the folder and compares its pages with each other. */
export function prepareDeck(name: string, folder: string): PreparedDeck {
  const deck = deckNamed(name);
  const pages = deck.pages.map((page) => renderPage(deck, page));
  const index = join(folder, `${name}.index`);
  writeFileSync(index, writeIndex(buildIndex(pages)));
  const middle = Math.ceil(pages.length / 2);
  const half = join(folder, `${name}-half.index`);
  writeFileSync(half, writeIndex(buildIndex(pages.slice(0, middle))));
  const strange = pages.map((_, i) => i >= middle);
  const same: number[][] = pages.map((_, i) => [i + 1]);
  const twin = pages.map(() => false);
  for (let one = 0; one < pages.length; one++) {
    for (let other = one + 1; other < pages.length; other++) {
      const share = differingShare(pages[one] as RenderedPage, pages[other] as RenderedPage);
      const alike = share < STRANGER || haveSamePrint(deck.pages[one]?.text ?? "", deck.pages[other]?.text ?? "");
      if (alike && one < middle && other >= middle) strange[other] = false;
      if (share < SAME) {
        same[one]?.push(other + 1);
        same[other]?.push(one + 1);
      } else if (share >= TWIN.least && share <= TWIN.most) [twin[one], twin[other]] = [true, true];
    }
  }
  const strangers = strange.flatMap((is, i) => (is ? [i + 1] : []));
  return { name, index, pageCount: pages.length, same, twin, half: { index: half, strangers } };
}

/** Pages full of the same words differ in a mark, such as the line of a program that is told about. */
const haveSamePrint = (one: string, other: string): boolean => one === other && one.length >= MUCH_PRINT;

/** The share of pixels in which two pages differ; from every so many-th pixel where that is exact enough. */
function differingShare(one: RenderedPage, other: RenderedPage): number {
  const rough = differing(one.data, other.data, SPARSE);
  return rough > 3 * TWIN.least ? rough : differing(one.data, other.data, 1);
}

function differing(one: Uint8Array, other: Uint8Array, stride: number): number {
  let [count, all] = [0, 0];
  for (let at = 0; at < one.length; at += 4 * stride, all++)
    for (let channel = at; channel < at + 3; channel++)
      if (Math.abs((one[channel] as number) - (other[channel] as number)) > ANOTHER) {
        count++;
        break;
      }
  return count / all;
}
