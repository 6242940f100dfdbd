import { expectedEntries, PACE, PLAY, returnsBy, type Shot, showingsOf, takenAt } from "../../../cli/demo/play.ts";
import { AGREE_SECONDS } from "../../../liveblogger/rules/certainty.ts";

const shot = (slide: number | null, more: Partial<Shot> = {}): Shot => ({
  camera: "tripod",
  slide,
  level: "easy",
  how: "",
  ...more,
});

test("each slide that was shown is an entry, at the time at which it was shown first, however often it is photographed", () => {
  const play = [shot(1), shot(1), shot(null), shot(2), shot(2, { again: 1 })];
  expect(expectedEntries(play)).toEqual([
    { slide: 1, returns: 0 },
    { slide: 2, returns: 0 },
  ]);
  expect(play.map((_, place) => returnsBy(play, place))).toEqual([0, 0, undefined, 0, 0]);
});

test("a slide that comes back after another is marked, and what is no slide does not come between", () => {
  const play = [shot(1), shot(null), shot(1), shot(2), shot(1), shot(3), shot(1)];
  expect(expectedEntries(play)).toEqual([
    { slide: 1, returns: 2 },
    { slide: 2, returns: 0 },
    { slide: 3, returns: 0 },
  ]);
  expect(play.map((_, place) => returnsBy(play, place))).toEqual([0, undefined, 0, 0, 1, 0, 2]);
});

test("a late photograph has its place among the others by when it was taken", () => {
  const play = [shot(1), shot(2), shot(3), shot(7, { late: 2 })];
  expect(takenAt(play[3] as Shot, 3)).toBe(1.5);
  expect(expectedEntries(play).map(({ slide }) => slide)).toEqual([1, 2, 7, 3]);
});

test("the play has what goes wrong in a hall", () => {
  expect(PLAY.length).toBeGreaterThanOrEqual(15);
  expect(PLAY.filter(({ negative }) => negative).length).toBeGreaterThanOrEqual(2);
  expect(PLAY.some(({ again }) => again)).toBe(true);
  expect(PLAY.some(({ late }) => late)).toBe(true);
  expect(new Set(PLAY.map(({ camera }) => camera)).size).toBe(2);
  const expected = expectedEntries(PLAY);
  expect(expected.some(({ returns }) => returns > 0)).toBe(true);
  expect(expected.map(({ slide }) => slide)).toEqual([1, 2, 5, 6, 19, 37]);
});

test("every time that a slide is on the screen, two photographs of it agree, and a return is no flicker", () => {
  for (const showings of showingsOf(PLAY).values()) {
    let left = Number.NEGATIVE_INFINITY;
    for (const showing of showings) {
      const times = showing.map((place) => PACE * takenAt(PLAY[place] as Shot, place));
      const different = showing.filter((place) => PLAY[place]?.again === undefined);
      expect(different.length).toBeGreaterThanOrEqual(2);
      expect(Math.max(...times) - Math.min(...times)).toBeLessThan(AGREE_SECONDS);
      expect(Math.min(...times) - left).toBeGreaterThan(AGREE_SECONDS);
      left = Math.max(...times);
    }
  }
});

test("what is sent again was sent before, and what is late was taken before", () => {
  for (const [place, { slide, again = 0, late = 0 }] of PLAY.entries()) {
    expect(PLAY[place - again]?.slide).toBe(slide);
    expect(place - late).toBeGreaterThanOrEqual(0);
  }
});
