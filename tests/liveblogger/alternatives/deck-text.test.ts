import fc from "fast-check";
import { DeckText, type ReadLine } from "../../../liveblogger/alternatives/rekognition/deck-text.ts";
import { TEXTS } from "./support/deck.ts";

const read = (...texts: string[]): ReadLine[] => texts.map((text) => ({ text, confidence: 1 }));
const slides = (texts: readonly string[], ...lines: string[]): number[] =>
  new DeckText(texts).match(read(...lines)).map(({ slide }) => slide);

describe("by examples", () => {
  test("misread letters, and words of the room, hardly matter", () => {
    const [best, next] = new DeckText(TEXTS).match(
      read("Step Functlons", "A state rnachine remembers", "EXIT", "Retries wait longer"),
    );
    expect(best).toMatchObject({ slide: 6 });
    expect((best?.score ?? 0) - (next?.score ?? 0)).toBeGreaterThan(0.4);
  });

  test("of slides that are built up step by step, the one with just what was read", () => {
    const built = [
      "Agenda for today",
      "Agenda for today\nmorning sessions",
      "Agenda for today\nmorning sessions\nevening workshops",
    ];
    expect(built.map((text) => slides(built, text)[0])).toEqual([1, 2, 3]);
  });

  test("what is on every page says less than what is on one", () => {
    const framed = [
      "Lectern conference Kraków: databases",
      "Lectern conference Kraków: compilers",
      "Lectern conference Kraków: networks",
    ];
    const [first, second] = new DeckText(framed).match(read("conference Kraków", "compilers"));
    expect(first?.slide).toBe(2);
    expect((first?.score ?? 0) - (second?.score ?? 0)).toBeGreaterThan(0.4);
  });

  test("a page with more words than can be read is not held against", () => {
    const long = Array.from({ length: 300 }, (_, at) => `word${String.fromCharCode(97 + (at % 26))}${at}`).join(" ");
    const [best] = new DeckText([long, "something else entirely"]).match(read(long.split(" ").slice(0, 100).join(" ")));
    expect(best).toMatchObject({ slide: 1 });
    expect(best?.score).toBeGreaterThan(0.9);
  });

  test("nothing in common, nothing found", () => {
    expect(slides(TEXTS, "completely unrelated signage")).toEqual([]);
    expect(slides(TEXTS)).toEqual([]);
    expect(slides([], "anything at all")).toEqual([]);
  });

  test("the part of the pages that text can tell", () => {
    expect(new DeckText(TEXTS).shareWithWords(3)).toBeCloseTo(5 / 6);
    expect(new DeckText([]).shareWithWords(3)).toBe(0);
  });
});

/** Pages of words of their own letters, so that none is nearly another. */
const WORDS = [
  "alpha",
  "bravo",
  "charlie",
  "delta",
  "foxtrot",
  "golf",
  "hotel",
  "juliett",
  "kilo",
  "november",
  "quebec",
  "uniform",
  "whiskey",
  "zulu",
];
const page = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 });
const pages = fc.array(page, { minLength: 1, maxLength: 8 });
const bag = (words: readonly string[]): string => [...words].sort().join(" ");

describe("for any deck", () => {
  test("a page's whole text is that page, in whatever order and form", () => {
    fc.assert(
      fc.property(
        pages.chain((deck) =>
          fc
            .tuple(fc.constant(deck), fc.nat(deck.length - 1))
            .chain(([all, at]) =>
              fc.tuple(
                fc.constant(all),
                fc.constant(at),
                fc.shuffledSubarray(all[at] ?? [], { minLength: (all[at] ?? []).length }),
              ),
            ),
        ),
        ([deck, at, shuffled]) => {
          const lines = shuffled.map((word) => `«${word.toUpperCase()}»`);
          const [best, ...others] = new DeckText(deck.map((words) => words.join(" "))).match(read(...lines));
          expect(best?.score).toBeCloseTo(1);
          expect(bag(deck[(best?.slide ?? 0) - 1] ?? [])).toBe(bag(deck[at] ?? []));
          for (const { slide, score } of others)
            if (bag(deck[slide - 1] ?? []) !== bag(shuffled)) expect(score).toBeLessThan(best?.score ?? 0);
        },
      ),
    );
  });

  test("scores are from 0 to 1 and sorted; words that the deck does not have only lower them", () => {
    fc.assert(
      fc.property(
        pages,
        page,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (deck, seen, sure) => {
          const text = new DeckText(deck.map((words) => words.join(" ")));
          const lines = seen.map((word, at) => ({ text: word, confidence: sure[at] ?? 1 }));
          const found = text.match(lines);
          const scores = found.map(({ score }) => score);
          expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
          expect([...scores].sort((one, other) => other - one)).toEqual(scores);
          const before = new Map(found.map(({ slide, score }) => [slide, score]));
          for (const { slide, score } of text.match([...lines, { text: "xxxxyyyy", confidence: 1 }]))
            expect(score).toBeLessThanOrEqual((before.get(slide) ?? 0) + 1e-12);
        },
      ),
    );
  });
});
