import { LEVELS, NEGATIVES, type PhotographSet } from "../augment/index.ts";
import { seededRandom } from "../seeded-random.ts";
import type { PreparedDeck, Trial } from "./trial.ts";

/** Of five negatives, so many are slides of other decks: what is most easily mistaken. */
const OTHER_DECKS = 2;

/** Trials of a deck: each level alike often, pages by chance without one twice before all were there. */
export function planTrials(
  deck: PreparedDeck,
  decks: readonly PreparedDeck[],
  set: PhotographSet,
  { positives, negatives }: { readonly positives: number; readonly negatives: number },
): Trial[] {
  const random = seededRandom(`${set}/${deck.name}`);
  const others = decks.filter(({ name }) => name !== deck.name).map(({ name }) => name);
  const alone = NEGATIVES.filter((kind) => kind !== "other deck");
  const levelOf = (i: number) => LEVELS[i % LEVELS.length] ?? "medium";
  let pages: number[] = [];
  const nextPage = (): number => {
    if (pages.length === 0) pages = random.shuffled(Array.from({ length: deck.pageCount }, (_, i) => i + 1));
    return pages.pop() ?? 1;
  };
  const seedOf = (what: string): string => `${set}/${deck.name}/${what}`;
  return [
    ...Array.from(
      { length: positives },
      (_, i): Trial => ({
        deck: deck.name,
        set,
        level: levelOf(i),
        seed: seedOf(`positive ${i}`),
        shows: nextPage(),
      }),
    ),
    ...Array.from(
      { length: negatives },
      (_, i): Trial => ({
        deck: deck.name,
        set,
        level: levelOf(i),
        seed: seedOf(`negative ${i}`),
        ...(i % 5 < OTHER_DECKS && others.length > 0
          ? { shows: "other deck", otherDeck: random.pick(others) }
          : { shows: alone[i % alone.length] ?? "room" }),
      }),
    ),
  ];
}
