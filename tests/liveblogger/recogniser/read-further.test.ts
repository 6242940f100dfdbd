import { buildIndex } from "../../../liveblogger/deck/index.ts";
import { type Candidate, conclude, type Scene } from "../../../liveblogger/recogniser/candidate.ts";
import { guessCorners } from "../../../liveblogger/recogniser/guesses.ts";
import { readFurther } from "../../../liveblogger/recogniser/read-further.ts";
import { rankFinely } from "../../../liveblogger/recogniser/screen.ts";
import { coarsely } from "../../../liveblogger/recogniser/second-look.ts";
import { FINE_RADIUS, Templates } from "../../../liveblogger/recogniser/templates.ts";
import { view } from "../../../liveblogger/recogniser/vision/align.ts";
import { toGrey } from "../../../liveblogger/recogniser/vision/grey-image.ts";
import { type Homography, rectangleToQuad } from "../../../liveblogger/recogniser/vision/homography.ts";
import { mipmap } from "../../../liveblogger/recogniser/vision/rectify.ts";
import { CORNERS, page, photograph } from "../support/pages.ts";

const PAGES = Array.from({ length: 8 }, (_, seed) => page(seed + 1));
const DECK = buildIndex(PAGES);
const ALL = PAGES.map((_, slide) => slide);
const SHOWN = 2;

/** The corners, so many of the photograph's pixels beside where they are. */
const beside = (off: number) => CORNERS.map(({ x, y }) => ({ x: x + off, y: y + off })) as unknown as typeof CORNERS;

/** What was looked at, finely, so far beside the slide, and what was found there. */
function lookedBeside(shown: ReturnType<typeof page>, off: number): { scene: Scene; seen: Candidate } {
  const picture = mipmap(toGrey(photograph(shown), 3));
  const templates = new Templates(DECK);
  const map = rectangleToQuad(DECK.width - 1, DECK.height - 1, beside(off)) as Homography;
  const fine = view(picture, map, DECK.width, DECK.height, FINE_RADIUS);
  const scene = { picture, index: DECK, templates, memory: undefined, guessed: [], looked: [fine] };
  const seen = conclude({ fine, coarse: coarsely(fine, picture, DECK), ranking: rankFinely(fine, ALL, templates) }, scene);
  return { scene, seen };
}

describe("where no letters could be read", () => {
  const { scene, seen } = lookedBeside(PAGES[SHOWN] as ReturnType<typeof page>, 12);

  it("the slide whose print is near a place that was looked at is found, with its corners", () => {
    expect(seen.evidence.letters).toBeLessThan(0.1);
    const { ranking, evidence, corners } = readFurther(seen, scene);
    expect(ranking[0]?.slide).toBe(SHOWN);
    expect(evidence).toMatchObject({ letters: 0.3, otherPrint: expect.closeTo(0, 1) });
    corners.forEach(({ x, y }, i) => {
      expect(Math.hypot(x - (CORNERS[i]?.x as number), y - (CORNERS[i]?.y as number))).toBeLessThan(3);
    });
  });

  it("a border that was guessed and not looked at is as good a place, once it is where the light's edge is", () => {
    const far = lookedBeside(PAGES[SHOWN] as ReturnType<typeof page>, 80);
    const guessed = guessCorners(beside(5), DECK, 0.8);
    expect(readFurther(far.seen, { ...far.scene, guessed }).ranking[0]?.slide).toBe(SHOWN);
    expect(readFurther(far.seen, far.scene).evidence.letters).toBeLessThan(0.1);
  });

  it("none are read where another deck's page is shown", () => {
    const strange = lookedBeside(page(99), 12);
    expect(readFurther(strange.seen, strange.scene).evidence.letters).toBeLessThan(0.1);
  });
});
