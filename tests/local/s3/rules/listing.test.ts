import fc from "fast-check";
import { type Listing, type ListingStart, listPage } from "../../../../local/services/s3/rules/listing.ts";
import { compareUtf8 } from "../../../../local/services/s3/rules/utf8-order.ts";
import { SortedKeys } from "../../../../local/services/s3/store/sorted-keys.ts";

const unicode = fc.string({ unit: fc.constantFrom("a", "b", "/", "é", "\uffff", "😀", "\u0001") });

describe("the order of keys", () => {
  it("is that of their UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareUtf8("\uffff", "😀")).toBeLessThan(0);
  });

  it("is kept while keys come and go", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), unicode)), (changes) => {
        const sorted = new SortedKeys();
        const expected = new Set<string>();
        for (const [add, key] of changes) {
          if (add) sorted.add(key);
          else sorted.remove(key);
          if (add) expected.add(key);
          else expected.delete(key);
        }
        const keys = Array.from({ length: sorted.size }, (_, index) => sorted.at(index));
        expect(keys).toEqual([...expected].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});

describe("a listing", () => {
  const pages = (keys: readonly string[], prefix: string, delimiter: string, maxKeys: number): Listing[] => {
    const ordered = new SortedKeys(keys);
    const found: Listing[] = [];
    let start: ListingStart | undefined;
    do {
      const page = listPage(ordered, { prefix, delimiter, maxKeys, start });
      found.push(page);
      start = page.next;
    } while (start !== undefined);
    return found;
  };

  it("shows every key once, whatever the size of its pages", () => {
    const request = fc.record({
      keys: fc.uniqueArray(unicode.filter((key) => key !== "")),
      prefix: fc.constantFrom("", "a", "a/", "é"),
      delimiter: fc.constantFrom("", "/", "b", "/a"),
      maxKeys: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(request, ({ keys, prefix, delimiter, maxKeys }) => {
        const found = pages(keys, prefix, delimiter, maxKeys);
        const expectedKeys: string[] = [];
        const expectedPrefixes = new Set<string>();
        for (const key of keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
          if (!key.startsWith(prefix)) continue;
          const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
          if (end === -1) expectedKeys.push(key);
          else expectedPrefixes.add(key.slice(0, end + delimiter.length));
        }
        expect(found.flatMap((page) => page.keys)).toEqual(expectedKeys);
        expect(found.flatMap((page) => page.commonPrefixes)).toEqual([...expectedPrefixes]);
        for (const page of found.slice(0, -1)) expect(page.keys.length + page.commonPrefixes.length).toBe(maxKeys);
      }),
    );
  });

  it("is quick among 10,000 keys", () => {
    const keys = new SortedKeys(Array.from({ length: 10_000 }, (_, number) => `many/${number % 100}/${number}`));
    const started = performance.now();
    expect(listPage(keys, { prefix: "many/", delimiter: "/", maxKeys: 1000 }).commonPrefixes).toHaveLength(100);
    expect(listPage(keys, { prefix: "", delimiter: "", maxKeys: 1000 }).keys).toHaveLength(1000);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("is empty when it may hold nothing", () => {
    expect(listPage(new SortedKeys(["a"]), { prefix: "", delimiter: "", maxKeys: 0 })).toEqual({ keys: [], commonPrefixes: [] });
  });
});
