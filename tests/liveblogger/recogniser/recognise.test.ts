import { buildIndex, type PageImage } from "../../../liveblogger/deck/index.ts";
import { type Quad, recognise } from "../../../liveblogger/recogniser/index.ts";
import { CORNERS, page, painted, photograph } from "../support/pages.ts";

const twin = (of: PageImage): PageImage => painted(of, 880, 560, 130, 60, 90);
const PAGES = [page(1), page(2), page(3), page(4, 3), twin(page(2)), page(5), page(6)];
const COPY = 6; // page 6, counted from 0, and 7 are one
const DECK = buildIndex([...PAGES, PAGES[COPY] as PageImage]);

const farthest = (a: Quad, b: Quad): number =>
  Math.max(...a.map((corner, i) => Math.hypot(corner.x - (b[i]?.x ?? 0), corner.y - (b[i]?.y ?? 0))));

describe("a single photograph", () => {
  it.each([0, 1, 2, 3, 4, 5])("of slide %i, counted from 0, is recognised, and its corners are found", (slide) => {
    const seen = recognise(photograph(PAGES[slide]), DECK);
    expect(seen.slide).toBe(slide + 1);
    expect(seen.assurance).toBeGreaterThan(0.8);
    expect(farthest(seen.corners as Quad, CORNERS)).toBeLessThan(4);
    expect(seen.runnerUp?.slide).not.toBe(slide + 1);
  });

  it("of a slide that is in the deck twice names both", () => {
    const seen = recognise(photograph(PAGES[COPY]), DECK);
    expect([seen.slide, ...seen.indistinguishable].sort()).toEqual([COPY + 1, COPY + 2]);
    expect(seen.runnerUp?.slide).toBeLessThan(COPY + 1);
  });

  it.each([
    ["one slide", [PAGES[0]]],
    ["equal slides", [PAGES[0], PAGES[0], PAGES[0]]],
  ])("of a deck of %s is as sure, and of another page is not", (_, pages) => {
    const deck = buildIndex(pages as PageImage[]);
    expect(recognise(photograph(PAGES[0]), deck)).toMatchObject({ slide: expect.any(Number), assurance: expect.closeTo(1, 1) });
    const other = recognise(photograph(PAGES[1]), deck);
    expect(other.slide !== null && other.assurance >= 0.8).toBe(false);
  });

  it("of a blank screen, or of another deck's slide, shows none", () => {
    for (const shown of [undefined, page(77), page(78, 2)]) {
      const seen = recognise(photograph(shown), DECK);
      expect(seen.slide !== null && seen.assurance >= 0.8).toBe(false);
    }
  });

  it("that is the slide and nothing else is recognised", () => {
    const { data, width, height } = PAGES[2] as PageImage;
    const rgb = new Uint8Array(data.length * 3).map((_, i) => data[Math.floor(i / 3)] as number);
    expect(recognise({ width, height, data: rgb }, DECK).slide).toBe(3);
  });

  it("is judged alike each time", () => {
    expect(recognise(photograph(PAGES[1]), DECK)).toEqual(recognise(photograph(PAGES[1]), DECK));
  });
});

describe("with the camera's memory", () => {
  const first = recognise(photograph(PAGES[0]), DECK);

  it("the next slide is recognised, and the memory is small plain JSON", () => {
    const memory = JSON.parse(JSON.stringify(first.memory));
    expect(JSON.stringify(memory).length).toBeLessThan(400);
    const seen = recognise(photograph(PAGES[1], CORNERS, 2), DECK, memory);
    expect(seen).toMatchObject({ slide: 2, moved: false, memory: { slide: 2, missed: 0 } });
  });

  it("a camera that was moved is noticed, and the slide recognised", () => {
    const elsewhere = CORNERS.map(({ x, y }) => ({ x: x - 120, y: y + 90 })) as unknown as Quad;
    const seen = recognise(photograph(PAGES[2], elsewhere), DECK, first.memory);
    expect(seen).toMatchObject({ slide: 3, moved: true });
    expect(farthest(seen.memory?.corners as Quad, elsewhere)).toBeLessThan(4);
  });

  it("a photograph without a slide leaves the memory, and is counted", () => {
    const seen = recognise(photograph(undefined), DECK, first.memory);
    expect(seen.slide).toBeNull();
    expect(seen.memory).toEqual({ ...first.memory, missed: 1 });
  });

  it("of photographs of another size is no help, and no harm", () => {
    const memory = { ...(first.memory as NonNullable<typeof first.memory>), width: 640, height: 480 };
    expect(recognise(photograph(PAGES[3]), DECK, memory)).toMatchObject({ slide: 4, moved: false });
  });
});
