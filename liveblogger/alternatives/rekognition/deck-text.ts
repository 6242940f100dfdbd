import { distance } from "../../edit-distance.ts";
import { misreadable, wordsOf } from "./words.ts";

/** Rekognition reads no more words of one picture. */
const READABLE_WORDS = 100;

interface Page {
  readonly counts: ReadonlyMap<string, number>;
  /** of all its words, or of as many as can be read */
  readonly weight: number;
  readonly words: number;
}

/** A line of text in a photograph. */
export interface ReadLine {
  readonly text: string;
  /** from 0 to 1 */
  readonly confidence: number;
}

export interface PageMatch {
  /** counted from 1 */
  readonly slide: number;
  /** twice the weight of what the page and the photograph share, divided by the weight of both: from 0 to 1 */
  readonly score: number;
  /** how many words they share */
  readonly shared: number;
}

/** A deck's words, and how much each says: what is on every page says little. */
export class DeckText {
  readonly #pages: readonly Page[];
  readonly #weights = new Map<string, number>();
  /** by length, since only words of nearly the same length can be each other misread */
  readonly #byLength = new Map<number, string[]>();
  readonly #foreign: number;

  constructor(texts: readonly string[]) {
    const counted = texts.map((text) => count(wordsOf(text)));
    const pagesWith = new Map<string, number>();
    for (const words of counted) for (const word of words.keys()) pagesWith.set(word, (pagesWith.get(word) ?? 0) + 1);
    for (const [word, pages] of pagesWith) {
      this.#weights.set(word, Math.log(1 + texts.length / pages));
      const alike = this.#byLength.get(word.length);
      if (alike) alike.push(word);
      else this.#byLength.set(word.length, [word]);
    }
    this.#foreign = Math.log(1 + texts.length);
    this.#pages = counted.map((counts) => this.#weigh(counts));
  }

  /** The part of the pages that have at least so many words: only those can be told by their text. */
  shareWithWords(least: number): number {
    return this.#pages.filter(({ words }) => words >= least).length / Math.max(1, this.#pages.length);
  }

  /** How well each page's text is what was read, best first; pages that share nothing with it are left out. */
  match(lines: readonly ReadLine[]): PageMatch[] {
    const read = new Map<string, { count: number; weight: number }>();
    let readWeight = 0;
    for (const { text, confidence } of lines) {
      for (const raw of wordsOf(text)) {
        const word = this.#known(raw);
        const weight = confidence * (word === undefined ? this.#foreign : this.#weightOf(word));
        readWeight += weight;
        if (word === undefined) continue;
        const seen = read.get(word);
        read.set(word, { count: (seen?.count ?? 0) + 1, weight: (seen?.weight ?? 0) + weight });
      }
    }
    return this.#pages
      .map(({ counts, weight }, at) => {
        let sharedWeight = 0;
        let shared = 0;
        for (const [word, seen] of read) {
          const both = Math.min(seen.count, counts.get(word) ?? 0);
          sharedWeight += (seen.weight * both) / seen.count;
          shared += both;
        }
        return { slide: at + 1, score: shared === 0 ? 0 : Math.min(1, (2 * sharedWeight) / (readWeight + weight)), shared };
      })
      .filter(({ shared }) => shared > 0)
      .sort((one, other) => other.score - one.score || one.slide - other.slide);
  }

  #weigh(counts: ReadonlyMap<string, number>): Page {
    let weight = 0;
    let words = 0;
    for (const [word, times] of counts) {
      weight += times * this.#weightOf(word);
      words += times;
    }
    return { counts, weight: weight * Math.min(1, READABLE_WORDS / Math.max(1, words)), words };
  }

  #weightOf(word: string): number {
    return this.#weights.get(word) ?? this.#foreign;
  }

  /** The deck's word that was read: itself, or the nearest that it can be a misreading of; the commoner of two. */
  #known(read: string): string | undefined {
    if (this.#weights.has(read)) return read;
    let least = misreadable(read);
    let nearest: string | undefined;
    for (let length = read.length - least; length <= read.length + least; length++) {
      for (const word of this.#byLength.get(length) ?? []) {
        const apart = distance(read, word, least);
        if (apart > least) continue;
        if (apart === least && nearest !== undefined && this.#weightOf(nearest) <= this.#weightOf(word)) continue;
        least = apart;
        nearest = word;
      }
    }
    return nearest;
  }
}

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
