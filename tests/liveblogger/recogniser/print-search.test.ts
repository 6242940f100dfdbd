import { buildIndex } from "../../../liveblogger/deck/index.ts";
import { placesFor, searchPrint } from "../../../liveblogger/recogniser/print-search.ts";
import { FINE_RADIUS, Templates } from "../../../liveblogger/recogniser/templates.ts";
import { align, view } from "../../../liveblogger/recogniser/vision/align.ts";
import { quadDistance } from "../../../liveblogger/recogniser/vision/consensus.ts";
import { toGrey } from "../../../liveblogger/recogniser/vision/grey-image.ts";
import { cornersOf, type Homography, rectangleToQuad } from "../../../liveblogger/recogniser/vision/homography.ts";
import { mipmap } from "../../../liveblogger/recogniser/vision/rectify.ts";
import { CORNERS, page, photograph } from "../support/pages.ts";

/** Pages whose lines of print are where the others' are; only the letters differ. */
const PAGES = Array.from({ length: 20 }, (_, seed) => page(seed + 1));
const DECK = buildIndex(PAGES);
const TEMPLATES = new Templates(DECK);
const SHOWN = 2;
const PICTURE = mipmap(toGrey(photograph(PAGES[SHOWN]), 3));
/** One of a fine template's pixels, in the photograph. */
const PIXEL = Math.hypot(CORNERS[1].x - CORNERS[0].x, CORNERS[1].y - CORNERS[0].y) / DECK.width;

/** What is seen beside the slide, to the right and below, larger by a little. */
function seenBeside(pixels: number) {
  const off = [0.7, 1, 1.2, 0.9];
  const corners = CORNERS.map(({ x, y }, i) => ({
    x: x + pixels * (off[i] as number) * PIXEL,
    y: y + 0.6 * pixels * (off[3 - i] as number) * PIXEL,
  })) as unknown as typeof CORNERS;
  return view(
    PICTURE,
    rectangleToQuad(DECK.width - 1, DECK.height - 1, corners) as Homography,
    DECK.width,
    DECK.height,
    FINE_RADIUS,
  );
}

const distance = (map: Homography): number => quadDistance(cornersOf(map, DECK.width - 1, DECK.height - 1), CORNERS) / PIXEL;

describe("print that is sought", () => {
  const beside = seenBeside(6);

  it("is the shown slide's, and says where the slide is, which alignment does not find from there", () => {
    const [first] = searchPrint([seenBeside(90), beside], PICTURE, DECK, TEMPLATES);
    expect(first?.slide).toBe(SHOWN);
    expect(distance(first?.fine.map as Homography)).toBeLessThan(1);
    const aligned = align(PICTURE, beside, TEMPLATES.fine(SHOWN), FINE_RADIUS, 12, { stride: 2, lens: true });
    expect(distance(aligned.map)).toBeGreaterThan(3);
  });

  it("is not sought for pages that have hardly any", () => {
    const blank = { ...page(1), data: page(1).data.map(() => 255) };
    const bare = buildIndex([blank]);
    expect(searchPrint([beside], PICTURE, bare, new Templates(bare))).toEqual([]);
  });

  it("is sought at fewer places in a long deck", () => {
    expect([10, 200, 800, 5000].map((slideCount) => placesFor({ ...DECK, slideCount }))).toEqual([40, 30, 7, 2]);
  });
});
