import fc from "fast-check";
import { AGREE_SECONDS } from "../../../liveblogger/rules/certainty.ts";
import { latest, type Observation, observe, type Showing, showings } from "../../../liveblogger/rules/observations.ts";

const START = Date.parse("2026-11-28T14:00:00.000Z");
const AGREE = AGREE_SECONDS * 1000;

interface Seen extends Omit<Observation, "counts"> {
  readonly certain: boolean;
}
/** A photograph of `slide`, so many seconds after the start; photographs of different seconds are different pictures. */
const seen = (second: number, slide: number, certain = true, photo = `photo-${second}`): Seen => ({
  at: START + second * 1000,
  slide,
  photo,
  certain,
});
const having = (...all: readonly Seen[]) =>
  all.reduce<readonly Observation[]>((observed, { certain, ...one }) => observe(observed, one, certain), []);
/** When each slide was shown, in seconds after the start. */
const shown = (observed: readonly Observation[]) =>
  Object.fromEntries(
    [...showings(observed)].map(([slide, { first, returned }]) => [slide, [first, ...returned].map((at) => (at - START) / 1000)]),
  );

describe("a photograph", () => {
  it("that is certain shows its slide", () => {
    expect(shown(having(seen(0, 1), seen(20, 2)))).toEqual({ 1: [0], 2: [20] });
  });

  it("that is not certain shows nothing alone, and with another its slide since the first of them", () => {
    const alone = having(seen(0, 1, false));
    expect(shown(alone)).toEqual({});
    expect(latest(alone)).toBeUndefined();
    expect(shown(having(seen(0, 1, false), seen(AGREE_SECONDS, 1, false)))).toEqual({ 1: [0] });
  });

  it("agrees with no other slide's, nor with one that is too far away, nor with itself", () => {
    expect(shown(having(seen(0, 1, false), seen(1, 2, false)))).toEqual({});
    expect(shown(having(seen(0, 1, false), seen(AGREE_SECONDS + 1, 1, false)))).toEqual({});
    expect(shown(having(seen(0, 1, false, "one"), seen(1, 1, false, "one")))).toEqual({});
  });

  it("that comes twice changes nothing", () => {
    const once = having(seen(0, 1), seen(20, 2));
    expect(observe(once, { at: START, slide: 1, photo: "photo-0" }, true)).toBe(once);
  });

  it("that comes again under a later time counts at its first", () => {
    expect(shown(having(seen(0, 1, true, "one"), seen(20, 2), seen(40, 1, true, "one")))).toEqual({ 1: [0], 2: [20] });
    expect(latest(having(seen(0, 1, true, "one"), seen(20, 2), seen(40, 1, true, "one")))?.slide).toBe(2);
  });

  it("that comes late shows that a slide was shown earlier, and turns nothing back", () => {
    const observed = having(seen(60, 2), seen(30, 1), seen(40, 2));
    expect(shown(observed)).toEqual({ 1: [30], 2: [40] });
    expect(latest(observed)?.slide).toBe(2);
  });
});

describe("a slide", () => {
  it("that the speaker comes back to is marked when it is back, once", () => {
    expect(shown(having(seen(0, 1), seen(20, 2), seen(40, 1), seen(50, 1), seen(60, 2)))).toEqual({ 1: [0, 40], 2: [20, 60] });
  });

  it("that stays while the camera sees nothing does not come back", () => {
    expect(shown(having(seen(0, 1), seen(500, 1)))).toEqual({ 1: [0] });
  });

  it("that a late photograph of another interrupts came back", () => {
    expect(shown(having(seen(0, 1), seen(100, 1), seen(50, 2)))).toEqual({ 1: [0, 100], 2: [50] });
  });

  it("that flickers with another within some seconds does not come back", () => {
    const flicker = Array.from({ length: 20 }, (_, second) => seen(second, 1 + (second % 2), false));
    expect(shown(having(...flicker))).toEqual({ 1: [0], 2: [1] });
  });
});

/** By the definition: all is kept, and looked at at once. */
function defined(all: readonly Seen[]): { shown: ReadonlyMap<number, Showing>; slide: number | undefined } {
  const kept = all.filter((one, index) => all.findIndex(({ at, photo }) => at === one.at && photo === one.photo) === index);
  const counting = kept
    .filter(
      (one) =>
        one.certain ||
        kept.some((other) => other.slide === one.slide && other.photo !== one.photo && Math.abs(other.at - one.at) <= AGREE),
    )
    .sort((one, other) => one.at - other.at || (one.photo < other.photo ? -1 : 1));
  const shown = new Map<number, { first: number; returned: number[] }>();
  counting.forEach(({ at, slide }, index) => {
    const before = counting.slice(0, index).findLast((other) => other.slide === slide);
    if (!before) shown.set(slide, { first: at, returned: [] });
    else if (counting[index - 1]?.slide !== slide && at - before.at > AGREE) shown.get(slide)?.returned.push(at);
  });
  return { shown, slide: counting.at(-1)?.slide };
}

const photographs = fc.uniqueArray(
  fc.record({
    second: fc.nat(150),
    slide: fc.integer({ min: 1, max: 4 }),
    certain: fc.boolean(),
  }),
  { selector: ({ second }) => second, minLength: 1, maxLength: 60, size: "max" },
);
/** The same photographs, in another order, some of them again. */
const permuted = photographs.chain((all) => {
  const photos = all.map(({ second, slide, certain }) => seen(second, slide, certain));
  return fc.record({
    photos: fc.constant(photos),
    order: fc
      .tuple(fc.shuffledSubarray(photos, { minLength: photos.length }), fc.array(fc.constantFrom(...photos), { maxLength: 20 }))
      .chain(([every, again]) => fc.shuffledSubarray([...every, ...again], { minLength: every.length + again.length })),
  });
});

it("whatever order photographs come in, and however often, they end as the definition says", () => {
  fc.assert(
    fc.property(permuted, ({ photos, order }) => {
      const observed = having(...order);
      const { shown: expected, slide } = defined(photos);
      expect(new Map([...showings(observed)].sort(([one], [other]) => one - other))).toEqual(
        new Map([...expected].sort(([one], [other]) => one - other)),
      );
      expect(latest(observed)?.slide).toBe(slide);
    }),
    { numRuns: 2000 },
  );
});

it("a slide that was shown once stays shown, whatever comes later", () => {
  fc.assert(
    fc.property(permuted, ({ order }) => {
      let before = new Map<number, Showing>();
      let observed: readonly Observation[] = [];
      for (const { certain, ...one } of order) {
        observed = observe(observed, one, certain);
        const now = new Map(showings(observed));
        for (const [slide, { first }] of before) expect(now.get(slide)?.first).toBeLessThanOrEqual(first);
        before = now;
      }
    }),
  );
});

describe("what is kept", () => {
  it("of a slide that is shown for an hour is a photograph or two of every quarter of a minute", () => {
    const hour = having(...Array.from({ length: 3600 }, (_, second) => seen(second, 1)));
    expect(hour.length).toBeLessThan(2 * (3600 / AGREE_SECONDS) + 3);
    expect(shown(hour)).toEqual({ 1: [0] });
  });

  it("is bounded, whatever is shown, and the latest is in it", () => {
    const many = having(...Array.from({ length: 2500 }, (_, at) => seen(at * 20, at % 7)));
    expect(many.length).toBeLessThanOrEqual(2000);
    expect(latest(many)?.at).toBe(START + 2499 * 20_000);
  });

  it("is bounded by giving up the inside of runs first: when slides were shown stays as it was", () => {
    const long = having(...Array.from({ length: 3000 }, (_, at) => seen(at * 20, Math.floor(at / 1000))));
    expect(long.length).toBeLessThanOrEqual(2000);
    expect(shown(long)).toEqual({ 0: [0], 1: [20_000], 2: [40_000] });
  });
});
