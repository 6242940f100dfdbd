import { buildIndex, writeIndex } from "../../../liveblogger/deck/index.ts";
import { loadIndex } from "../../../liveblogger/recogniser/index.ts";
import { page } from "../support/pages.ts";

const INDEX = buildIndex([page(1), page(2)]);
const FILE = writeIndex(INDEX);
const changed = (at: number): Uint8Array => FILE.map((byte, i) => (i === at ? byte ^ 1 : byte));
const named = (name: string) => expect.objectContaining({ name });

describe("a deck's index", () => {
  it("is read as it was written, wherever in memory the bytes lie", () => {
    expect(loadIndex(FILE)).toEqual(INDEX);
    expect(loadIndex(new Uint8Array([0, ...FILE]).subarray(1))).toEqual(INDEX);
  });

  it("of other pages has another name", () => {
    expect(buildIndex([page(1), page(3)]).id).not.toBe(INDEX.id);
    expect(buildIndex([page(1), page(2)]).id).toBe(INDEX.id);
  });

  it("is refused when any bit of it is another", () => {
    for (let at = 12; at < FILE.length; at += Math.floor(FILE.length / 40))
      expect(() => loadIndex(changed(at))).toThrow(named("IndexDamaged"));
  });

  it("is refused when it is cut off", () => {
    for (const length of [8, 20, 28, FILE.length - 1])
      expect(() => loadIndex(FILE.subarray(0, length))).toThrow(named("IndexDamaged"));
  });

  it("is refused when it is of another version, or something else", () => {
    expect(() => loadIndex(changed(8))).toThrow(named("IndexOfAnotherVersion"));
    expect(() => loadIndex(new Uint8Array())).toThrow(named("NotAnIndex"));
    expect(() => loadIndex(Buffer.from("%PDF-1.7 is something else"))).toThrow(named("NotAnIndex"));
  });
});
