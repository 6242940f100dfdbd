import fc from "fast-check";
import { mergeEntries } from "../../../website/src/live/merge-entries.ts";
import { entryOf } from "../support/entry.ts";

const names = (entries: readonly { name: string }[]) => entries.map(({ name }) => name);

it("is one list, newest first, with nothing twice", () => {
  const merged = mergeEntries([entryOf(1), entryOf(2)], [entryOf(4), entryOf(3), entryOf(2)]);
  expect(names(merged)).toEqual(["slide-004", "slide-003", "slide-002", "slide-001"]);
});

it("believes the feed on time, returns and picture, and the build on title and notes", () => {
  const built = entryOf(2, 5, { assurance: 0.8 });
  const pictures = { large: { src: "/media/other.jpg" } };
  const fed = entryOf(2, 1, { returned: ["2026-11-28T14:09:00Z"], pictures, assurance: 0.9, title: "Other", notes: ["other"] });
  expect(mergeEntries([built], [fed])).toEqual([{ ...built, time: fed.time, returned: fed.returned, pictures, assurance: 0.9 }]);
});

it("keeps the picture and the assurance that it knows where the feed has none", () => {
  const built = entryOf(2);
  expect(mergeEntries([built], [{ ...built, pictures: null, assurance: null }])).toEqual([built]);
});

it("keeps what a feed does not hold", () => {
  expect(names(mergeEntries([entryOf(2), entryOf(1)], []))).toEqual(["slide-002", "slide-001"]);
});

it("sorts moments, not their texts", () => {
  const early = entryOf(1, 1, { time: "2026-11-28T15:00:00+02:00" });
  const late = entryOf(2, 2, { time: "2026-11-28T14:00:00Z" });
  expect(names(mergeEntries([], [early, late]))).toEqual(["slide-002", "slide-001"]);
});

const anyEntry = fc.record({ slide: fc.integer({ min: 1, max: 6 }), minute: fc.integer({ min: 0, max: 5 }) });
const anyEntries = fc
  .uniqueArray(anyEntry, { selector: ({ slide }) => slide })
  .map((all) => all.map((one) => entryOf(one.slide, one.minute)));

it("is the same after the same feed again, whatever order it and the build have", () => {
  fc.assert(
    fc.property(anyEntries, anyEntries, (built, fed) => {
      const once = mergeEntries(built, fed);
      expect(mergeEntries(once, fed)).toEqual(once);
      expect(mergeEntries(built.toReversed(), fed.toReversed())).toEqual(once);
      expect(new Set(names(once))).toEqual(new Set([...names(built), ...names(fed)]));
      expect(new Set(names(once)).size).toBe(once.length);
      for (const entry of fed) expect(once.find(({ name }) => name === entry.name)?.time).toBe(entry.time);
    }),
  );
});
