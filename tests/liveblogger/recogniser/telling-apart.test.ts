import fc from "fast-check";
import { contrast, tellsApart } from "../../../liveblogger/recogniser/telling-apart.ts";
import { type Template, UNIT, type View } from "../../../liveblogger/recogniser/vision/align.ts";

const SIZE = 400;
const template = (values: Float32Array): Template => ({
  width: 20,
  height: 20,
  data: Int8Array.from(values, (value) => Math.round(value * UNIT)),
  norm: 1,
});
const seen = (pixels: Float32Array): View => ({ map: new Float64Array(9), bend: 0, pixels, norm: 1, outside: 0 });

/** A page full of print; and the same with a mark on it. */
const PLAIN = Float32Array.from({ length: SIZE }, (_, i) => (i % 3 === 0 ? 1.5 : -0.75));
const MARKED = PLAIN.map((value, i) => (i < 12 ? -value : value));
const [plain, marked] = [template(PLAIN), template(MARKED)];

describe("two slides that differ in a little", () => {
  it("are told apart by that little, the one as clearly as the other", () => {
    expect(contrast(seen(MARKED), marked, plain, 1)).toBeCloseTo(0.5, 1);
    expect(contrast(seen(PLAIN), marked, plain, 1)).toBeCloseTo(-0.5, 1);
    expect(tellsApart(seen(MARKED), marked, plain, 1)).toBe(true);
    expect(tellsApart(seen(PLAIN), marked, plain, 1)).toBe(false);
  });

  it("are told apart however faint the photograph is, when its strength is known", () => {
    const faint = MARKED.map((value) => value / 2);
    expect(tellsApart(seen(faint), marked, plain, 2)).toBe(true);
    expect(contrast(seen(faint), marked, plain, 1)).toBeLessThan(0.3);
    expect(tellsApart(seen(faint), marked, plain, 1)).toBe(false);
  });

  it("are not told apart where something stands before what differs", () => {
    const hidden = MARKED.map((value, i) => (i < 12 ? 0 : value));
    expect(Math.abs(contrast(seen(hidden), marked, plain, 1))).toBeLessThan(0.1);
  });

  it("nor by what hardly differs", () => {
    const paler = template(MARKED.map((value, i) => (i < 12 ? value : value + 0.2)));
    const bright = PLAIN.map((value, i) => (i < 12 ? value : value + 2));
    expect(contrast(seen(bright), paler, plain, 1)).toBeCloseTo(-0.5, 1);
  });

  it("nor by one bright spot in it", () => {
    const spot = PLAIN.map((value, i) => (i === 0 ? -100 : value));
    expect(tellsApart(seen(spot), marked, plain, 1)).toBe(false);
  });

  it("one speaks for the one as much as against the other, and a slide is not told from itself", () => {
    const pixels = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(pixels, fc.float({ min: 0.5, max: 3, noNaN: true }), (shown, gain) => {
        const view = seen(Float32Array.from(shown));
        expect(contrast(view, marked, plain, gain)).toBeCloseTo(-contrast(view, plain, marked, gain), 5);
        expect(contrast(view, marked, marked, gain)).toBe(0);
      }),
    );
  });
});
