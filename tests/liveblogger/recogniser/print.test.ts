import { buildIndex, type PageImage } from "../../../liveblogger/deck/index.ts";
import { ANOTHER_PAGE, comparePrint, LEGIBLE } from "../../../liveblogger/recogniser/print.ts";
import { squaresOf } from "../../../liveblogger/recogniser/squares.ts";
import { FINE_RADIUS, Templates } from "../../../liveblogger/recogniser/templates.ts";
import { type Template, UNIT, type View, view } from "../../../liveblogger/recogniser/vision/align.ts";
import { toGrey } from "../../../liveblogger/recogniser/vision/grey-image.ts";
import { type Homography, rectangleToQuad } from "../../../liveblogger/recogniser/vision/homography.ts";
import { mipmap } from "../../../liveblogger/recogniser/vision/rectify.ts";
import { CORNERS, page, painted, photograph } from "../support/pages.ts";

/** Pages whose lines of print are where the others' are; only the letters differ. */
const PAGES = Array.from({ length: 8 }, (_, seed) => page(seed + 1));
const DECK = buildIndex(PAGES);
const TEMPLATES = new Templates(DECK);

const seen = (shown: PageImage | undefined) => {
  const map = rectangleToQuad(DECK.width - 1, DECK.height - 1, CORNERS) as Homography;
  return view(mipmap(toGrey(photograph(shown), 3)), map, DECK.width, DECK.height, FINE_RADIUS);
};
const printOf = (shown: View, template: Template, common: Float32Array) =>
  comparePrint(squaresOf(shown, template, common), template.norm / UNIT / shown.norm);
const compare = (shown: PageImage | undefined, slide: number) => printOf(seen(shown), TEMPLATES.fine(slide), TEMPLATES.common());

describe("print", () => {
  it("of the slide itself is alike letter by letter", () => {
    const { letters, otherPrint } = compare(PAGES[2], 2);
    expect(letters).toBe(LEGIBLE);
    expect(otherPrint).toBeGreaterThan(-0.05);
  });

  it("of another page is other print, though lines are where lines are", () => {
    const { letters, otherPrint } = compare(PAGES[2], 5);
    expect(letters).toBeLessThan(0.15);
    expect(otherPrint).toBe(ANOTHER_PAGE);
  });

  it("is not its lines: where only these are seen, no letters are read", () => {
    const { data, width, height } = TEMPLATES.fine(2);
    const pixels = new Float32Array(data.length);
    for (let row = 0; row < height; row++) {
      const line = data.subarray(row * width, (row + 1) * width);
      pixels.fill(line.reduce((sum, value) => sum + value, 0) / UNIT / 40, row * width, (row + 1) * width);
    }
    const norm = Math.sqrt(pixels.reduce((sum, value) => sum + value * value, 0));
    const { letters } = printOf({ ...seen(undefined), pixels, norm }, TEMPLATES.fine(2), TEMPLATES.common());
    expect(letters).toBeLessThan(0.05);
  });

  it("that somebody stands before is read where it is shown, and is no other print", () => {
    const hidden = painted(PAGES[2] as PageImage, 0, 0, 600, 720, 120);
    const { letters, otherPrint } = compare(hidden, 2);
    expect(letters).toBe(LEGIBLE);
    expect(otherPrint).toBeGreaterThan(-0.1);
  });

  it("of which hardly anything is shown is not read", () => {
    const { data, width, height } = TEMPLATES.fine(2);
    const shownDownTo = (row: number) => {
      const pixels = Float32Array.from(data, (value, at) => (at < row * width ? value / UNIT : 0));
      const norm = Math.sqrt(pixels.reduce((sum, value) => sum + value * value, 0));
      return printOf({ ...seen(undefined), pixels, norm }, TEMPLATES.fine(2), TEMPLATES.common());
    };
    expect(shownDownTo(height / 2).letters).toBe(LEGIBLE);
    expect(shownDownTo(height / 12).letters).toBe(0);
  });

  it("that is missing altogether has no letters, whatever noise does", () => {
    expect(Math.abs(compare(undefined, 2).letters)).toBeLessThan(0.1);
  });

  it("that all of the deck's slides have does not count", () => {
    const frame = page(1);
    const blocks = Array.from({ length: 8 }, (_, i) => painted(frame, 100 + 130 * i, 640, 110, 60, 90));
    const deck = buildIndex(blocks);
    const templates = new Templates(deck);
    const map = rectangleToQuad(deck.width - 1, deck.height - 1, CORNERS) as Homography;
    const of = (shown: PageImage) => {
      const picture = mipmap(toGrey(photograph(shown), 3));
      return printOf(view(picture, map, deck.width, deck.height, FINE_RADIUS), templates.fine(7), templates.common());
    };
    expect(of(blocks[7] as PageImage).letters).toBe(LEGIBLE);
    expect(of(frame).letters).toBeLessThan(0.15);
  });
});
