import fc from "fast-check";
import { distance, misreadable, wordsOf } from "../../../liveblogger/alternatives/rekognition/words.ts";

test("a text's words are compared without case, accents, punctuation and single signs", () => {
  expect(wordsOf("Ünïcode — „Wörter“, e.g. HTTP/2: x = 12!")).toEqual(["unicode", "worter", "http", "12"]);
  expect(wordsOf("Вопросы и ответы")).toEqual(["вопросы", "ответы"]);
  expect(wordsOf("ﬁle Ａ１２")).toEqual(["file", "a12"]);
});

test("short words must be read as they are, longer ones may be misread a little", () => {
  expect(["from", "queue", "consumers"].map(misreadable)).toEqual([0, 1, 2]);
});

/** Levenshtein's distance by its definition. */
function slowDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  if (a[0] === b[0]) return slowDistance(a.slice(1), b.slice(1));
  return 1 + Math.min(slowDistance(a.slice(1), b), slowDistance(a, b.slice(1)), slowDistance(a.slice(1), b.slice(1)));
}

test("the distance is Levenshtein's, up to the most that is asked for", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, most) => {
      expect(distance(a, b, most)).toBe(Math.min(slowDistance(a, b), most + 1));
    }),
  );
});
