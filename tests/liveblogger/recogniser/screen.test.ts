import { buildIndex, type PageImage } from "../../../liveblogger/deck/index.ts";
import { clearestFirst, rankBesideCommon, rankFinely } from "../../../liveblogger/recogniser/screen.ts";
import { COARSER, Templates } from "../../../liveblogger/recogniser/templates.ts";
import { correlation, UNIT, type View } from "../../../liveblogger/recogniser/vision/align.ts";
import { page, painted } from "../support/pages.ts";

const FRAME = page(1, 9);

/** Pages that have a full frame in common, and a row of blocks of their own: the further, the more of them. */
const paged = (number: number): PageImage => {
  let image = FRAME;
  for (let block = 0; block <= number; block++)
    image = painted(image, 700 + ((block * 7 + number * 3) % 16) * 32, 200 + block * 30, 20, 16, 20);
  return image;
};
const DECK = buildIndex(Array.from({ length: 14 }, (_, number) => paged(number)));
const TEMPLATES = new Templates(DECK);

/** What a photograph shows in which the frame is as it is, and what is the slide's own is faint. */
function faint(slide: number, share: number): View {
  const { data } = TEMPLATES.coarse(slide);
  const pixels = Float32Array.from(data, (value, i) => {
    const common = TEMPLATES.mean[i] as number;
    return (common + share * (value - common)) / UNIT;
  });
  const norm = Math.sqrt(pixels.reduce((sum, value) => sum + value * value, 0));
  return { map: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), bend: 0, pixels, norm, outside: 0 };
}

const byCorrelation = (seen: View): number[] => {
  const score = (slide: number): number => correlation(seen, TEMPLATES.coarse(slide).data, 0, TEMPLATES.coarse(slide).norm);
  return Array.from({ length: DECK.slideCount }, (_, slide) => slide).sort((a, b) => score(b) - score(a));
};

describe("slides beside what all have in common", () => {
  it("rank first the one whose own part is seen, faint as it is beside the frame", () => {
    const seen = faint(13, 0.2);
    expect(byCorrelation(seen)[0]).not.toBe(13);
    expect(rankBesideCommon(seen, DECK, TEMPLATES)[0]?.slide).toBe(13);
    expect(seen.pixels).toHaveLength((DECK.width * DECK.height) / COARSER ** 2);
  });

  it("are all there, and none is any likelier where nothing is seen", () => {
    const blank = faint(0, 0);
    blank.pixels.fill(0);
    const ranking = rankBesideCommon({ ...blank, norm: 0 }, DECK, TEMPLATES);
    expect(ranking.map(({ slide }) => slide).sort((a, b) => a - b)).toEqual(Array.from({ length: 14 }, (_, slide) => slide));
    expect(ranking.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});

describe("slides seen finely", () => {
  /** What a photograph shows that is this slide, a little strange here and there. */
  const shown = (slide: number): View => {
    const pixels = Float32Array.from(TEMPLATES.fine(slide).data, (value) => value / UNIT);
    const norm = Math.sqrt(pixels.reduce((sum, value) => sum + value * value, 0));
    return { map: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), bend: 0, pixels, norm, outside: 0 };
  };

  it("are ranked by what they show", () => {
    for (const slide of [0, 6, 13]) expect(rankFinely(shown(slide), [0, 5, 6, 13], TEMPLATES)[0]?.slide).toBe(slide);
  });

  it("change places where the photograph clearly shows the other of two that are almost as like", () => {
    const ranking = [0.5, 0.495, 0.493, 0.4].map((resemblance, slide) => ({ slide, score: 0.9, resemblance }));
    const rankedWith = (clear: readonly number[]): number[] =>
      clearestFirst(ranking, (one, other) => other === 0 && clear.includes(one)).map(({ slide }) => slide);
    expect(rankedWith([])).toEqual([0, 1, 2, 3]);
    expect(rankedWith([2])).toEqual([2, 0, 1, 3]);
    expect(rankedWith([3])).toEqual([0, 1, 2, 3]);
  });
});
