import fc from "fast-check";
import { distance } from "../../liveblogger/edit-distance.ts";

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
