import fc from "fast-check";
import { slideEntry } from "../../../liveblogger/data/keys.ts";
import { direct, entriesOf, NOTHING_SEEN, type Sighting, type TrafficCop } from "../../../liveblogger/rules/traffic-cop.ts";

const START = Date.parse("2026-11-28T13:00:00.000Z");
const TALK = { threshold: 0.8, unknownPhotos: "post", status: "open" } as const;

const sightings = fc
  .uniqueArray(
    fc.record({
      second: fc.nat(600),
      slide: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 }),
      assurance: fc.constantFrom(0.5, 0.85, 0.9999),
      still: fc.boolean(),
    }),
    { selector: ({ second }) => second, maxLength: 40, size: "max" },
  )
  .map((all) =>
    all.map(
      ({ second, ...seen }): Sighting => ({
        execution: `execution-${second}`,
        at: START + second * 1000,
        photo: `photo-${second}`,
        ...seen,
      }),
    ),
  );

/** After each photograph, in this order. */
function* course(all: readonly Sighting[]): Generator<{ before: TrafficCop; cop: TrafficCop; sighting: Sighting }> {
  let cop = NOTHING_SEEN;
  for (const sighting of all) {
    const before = cop;
    cop = direct(before, sighting, TALK, START);
    yield { before, cop, sighting };
  }
}

it("an entry is claimed once, by an execution that has a photograph of it", () => {
  fc.assert(
    fc.property(sightings, (all) => {
      for (const { before, cop } of course(all)) {
        for (const [entry, claim] of Object.entries(cop.entries)) {
          const claimant = all.find(({ execution }) => execution === claim.claimedBy);
          if (entry.startsWith("slide-")) expect(slideEntry(claimant?.slide ?? 0)).toBe(entry);
          else expect(entry).toContain(claimant?.photo);
          if (before.entries[entry]) expect(claim.claimedBy).toBe(before.entries[entry].claimedBy);
        }
      }
    }),
  );
});

it("what an execution changed is its own to write, and has a newer revision; nothing else has changed", () => {
  fc.assert(
    fc.property(sightings, (all) => {
      for (const { before, cop, sighting } of course(all)) {
        for (const [entry, claim] of Object.entries(cop.entries)) {
          if (claim === before.entries[entry]) continue;
          expect(entriesOf(cop, sighting.execution)).toContain(entry);
          expect(claim.revision).toBe(before.revision + 1);
          expect(claim.revision).toBe(cop.revision);
        }
      }
    }),
  );
});

it("a photograph that is directed again changes nothing and finds its own", () => {
  fc.assert(
    fc.property(sightings, (all) => {
      for (const { cop, sighting } of course(all)) {
        const again = direct(cop, sighting, TALK, START + 60_000);
        expect(again.entries).toEqual(cop.entries);
        expect(again.revision).toBe(cop.revision);
        expect(entriesOf(again, sighting.execution)).toEqual(entriesOf(cop, sighting.execution));
      }
    }),
  );
});

it("whatever order photographs come in, and however often, they end at one current slide and one set of entries", () => {
  const inAnyOrder = sightings.chain((all) =>
    fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all))
      .map(([once, again]) => ({ all, shuffled: [...once, ...again] })),
  );
  const ignoring = { ...TALK, unknownPhotos: "ignore" } as const;
  const endOf = (all: readonly Sighting[]) => {
    const { slide, time, entries } = all.reduce((cop, sighting) => direct(cop, sighting, ignoring, START), NOTHING_SEEN);
    const shown = Object.entries(entries).map(([entry, { time, returned }]) => ({ entry, time, returned }));
    return { slide, time, shown: shown.sort((one, other) => (one.entry < other.entry ? -1 : 1)) };
  };
  fc.assert(fc.property(inAnyOrder, ({ all, shuffled }) => expect(endOf(shuffled)).toEqual(endOf(all))));
});

it("live updates are five minutes apart, in whatever order their photographs come", () => {
  fc.assert(
    fc.property(sightings, (all) => {
      for (const { cop } of course(all)) {
        const times = Object.entries(cop.entries)
          .flatMap(([entry, { time }]) => (entry.startsWith("update-") ? [time] : []))
          .sort((one, other) => one - other);
        times.forEach((time, at) => {
          if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(300_000);
        });
      }
    }),
  );
});

it("a long talk fits into an item, and is small after an hour", () => {
  let cop = NOTHING_SEEN;
  let second = 0;
  const sizeAfter = (hours: number): number => {
    for (; second < hours * 3600; second += 5) {
      const at = START + second * 1000;
      const photo = String(second).padStart(12, "0");
      const execution = `${"t".repeat(40)}-${at}-${photo}`;
      cop = direct(cop, { execution, at, photo, slide: 1 + Math.floor(second / 40), assurance: 1, still: false }, TALK, at);
    }
    return JSON.stringify(cop).length;
  };
  expect(sizeAfter(1)).toBeLessThan(80 * 1024);
  expect(sizeAfter(4)).toBeLessThan(320 * 1024);
});

it("what comes after a talk's end gets the same entries, and leaves alone which slide is on the screen", () => {
  fc.assert(
    fc.property(sightings, fc.nat(40), (all, before) => {
      const inTime = all.slice(0, before);
      const atEnd = [...course(inTime)].at(-1)?.cop ?? NOTHING_SEEN;
      const late = all.slice(before).reduce((cop, sighting) => direct(cop, sighting, { ...TALK, status: "ended" }, START), atEnd);
      const open = [...course(all)].at(-1)?.cop ?? NOTHING_SEEN;
      expect({ ...late, slide: open.slide, time: open.time }).toEqual({ ...open, slide: open.slide, time: open.time });
      expect([late.slide, late.time]).toEqual([atEnd.slide, atEnd.time]);
    }),
  );
});
