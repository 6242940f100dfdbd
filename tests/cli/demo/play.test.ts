import { expectedEntries, PLAY, returnsWith, type Shot, takenAt } from "../../../cli/demo/play.ts";

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
  expect(play.map((_, place) => returnsWith(play, place))).toEqual([0, undefined, undefined, 0, undefined]);
});

test("a slide that comes back after another is marked, and what is no slide does not come between", () => {
  const play = [shot(1), shot(null), shot(1), shot(2), shot(1), shot(3), shot(1)];
  expect(expectedEntries(play)).toEqual([
    { slide: 1, returns: 2 },
    { slide: 2, returns: 0 },
    { slide: 3, returns: 0 },
  ]);
  expect(play.map((_, place) => returnsWith(play, place))).toEqual([0, undefined, undefined, 0, 1, 0, 2]);
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
  expect(expected.map(({ slide }) => slide)).toEqual([1, 2, 5, 6, 8, 9, 19, 20, 23, 37]);
});

test("what is sent again was sent before, and what is late was taken before", () => {
  for (const [place, { slide, again = 0, late = 0 }] of PLAY.entries()) {
    expect(PLAY[place - again]?.slide).toBe(slide);
    expect(place - late).toBeGreaterThanOrEqual(0);
  }
});
