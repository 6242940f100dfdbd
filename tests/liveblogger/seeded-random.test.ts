import fc from "fast-check";
import { seededRandom } from "../../liveblogger/seeded-random.ts";

test("the same seed gives the same numbers for ever: these were drawn when it was written", () => {
  const random = seededRandom("a seed");
  expect([random.next(), random.next(), random.whole(1, 6), random.pick(["a", "b", "c"])]).toMatchInlineSnapshot(`
[
  0.13129283557645977,
  0.16930767195299268,
  3,
  "a",
]
`);
});

test("what is drawn from one branch changes nothing in another", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), (seed, drawn) => {
      const random = seededRandom(seed);
      for (let i = 0; i < drawn; i++) random.branch("one").next();
      for (let i = 0; i < drawn; i++) random.next();
      expect(random.branch("two").next()).toBe(seededRandom(seed).branch("two").next());
    }),
  );
});

test("numbers are spread evenly, shuffling loses nothing", () => {
  const random = seededRandom("even");
  const counts = new Array<number>(6).fill(0);
  for (let i = 0; i < 6000; i++) {
    const face = random.whole(0, 5);
    counts[face] = (counts[face] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  expect(random.shuffled([1, 2, 3, 4, 5]).toSorted()).toEqual([1, 2, 3, 4, 5]);
  expect(() => random.pick([])).toThrow(RangeError);
});
