import { buildIndex, type PageImage } from "../../../liveblogger/deck/index.ts";
import { rankFinely, type Scored } from "../../../liveblogger/recogniser/screen.ts";
import { lookAgain } from "../../../liveblogger/recogniser/second-look.ts";
import { FINE_RADIUS, Templates } from "../../../liveblogger/recogniser/templates.ts";
import { view } from "../../../liveblogger/recogniser/vision/align.ts";
import { toGrey } from "../../../liveblogger/recogniser/vision/grey-image.ts";
import { type Homography, rectangleToQuad } from "../../../liveblogger/recogniser/vision/homography.ts";
import { mipmap } from "../../../liveblogger/recogniser/vision/rectify.ts";
import { CORNERS, page, painted, photograph } from "../support/pages.ts";

const FRAME = page(1, 9);

/** Pages that have a full frame in common, and some blocks of their own. */
const paged = (number: number): PageImage =>
  Array.from({ length: 6 }, (_, block) => block).reduce(
    (image, block) => painted(image, 700 + ((block * 7 + number * 5) % 16) * 32, 200 + block * 70, 40, 30, 20),
    FRAME,
  );
const PAGES = Array.from({ length: 10 }, (_, number) => paged(number));
const DECK = buildIndex(PAGES);
const TEMPLATES = new Templates(DECK);
const SHOWN = 3;
const WRONG = 8;
const PICTURE = mipmap(toGrey(photograph(PAGES[SHOWN]), 3));

/** Seen a few pixels beside where the slide is. */
function seenBeside(offset: number) {
  const corners = CORNERS.map(({ x, y }) => ({ x: x + offset, y: y + offset })) as unknown as typeof CORNERS;
  const map = rectangleToQuad(DECK.width - 1, DECK.height - 1, corners) as Homography;
  return view(PICTURE, map, DECK.width, DECK.height, FINE_RADIUS);
}

describe("a second look", () => {
  it("moves to the slide that fits best beside the common frame, where that fits better", () => {
    const fine = seenBeside(3);
    const ranking = rankFinely(fine, [WRONG], TEMPLATES);
    const again = lookAgain({ fine, ranking }, PICTURE, DECK, TEMPLATES);
    expect(again.ranking[0]?.slide).toBe(SHOWN);
    expect((again.ranking[0] as Scored).score).toBeGreaterThan((ranking[0] as Scored).score + 0.1);
    expect(again.ranking.map(({ slide }) => slide)).toContain(WRONG);
  });

  it("leaves as it is what fits best already", () => {
    const fine = seenBeside(0);
    const ranking = rankFinely(fine, [SHOWN, WRONG], TEMPLATES);
    const again = lookAgain({ fine, ranking }, PICTURE, DECK, TEMPLATES);
    expect(again.fine).toBe(fine);
    expect(again.ranking).toBe(ranking);
    expect(again.coarse.pixels).toHaveLength(TEMPLATES.mean.length);
  });
});
