import { judge, type Trial } from "../../../cli/check/judge.ts";
import { nearTwins } from "../../../cli/check/near-twins.ts";
import { shotsOf } from "../../../cli/check/rehearse.ts";
import { reportLines } from "../../../cli/check/report-lines.ts";
import { plainPaint } from "../../../cli/paint.ts";

const saw = (slide: number, answer: number | null, assurance = 0.99, indistinguishable: number[] = []): Trial => ({
  slide,
  answer,
  assurance,
  indistinguishable,
});

test("a deck is ready when each slide is recognised on half of its photographs, its twin counting as itself", () => {
  const judged = judge(2, [saw(1, 1), saw(1, null), saw(2, 1, 0.99, [2]), saw(2, 2)], 0.8);
  expect(judged).toEqual({
    results: [
      { slide: 1, photographs: 2, recognised: 1, mistaken: 0 },
      { slide: 2, photographs: 2, recognised: 2, mistaken: 0 },
    ],
    confused: [],
    weak: [],
    untried: [],
    verdict: "ready",
  });
});

test("an unsure answer is none, by the talk's own threshold", () => {
  expect(judge(1, [saw(1, 1, 0.79)], 0.8)).toMatchObject({ weak: [1], verdict: "nearly ready" });
  expect(judge(1, [saw(1, 1, 0.79)], 0.7)).toMatchObject({ weak: [], verdict: "ready" });
});

test("who is confused with whom, what readers would see first", () => {
  const trials = [saw(1, 2, 0.5), saw(1, 2, 0.6), saw(1, 1), saw(1, 1), saw(2, 3, 0.95), saw(2, 2), saw(3, 3)];
  expect(judge(3, trials, 0.8)).toMatchObject({
    confused: [
      { slides: [2, 3], times: 1, published: 1 },
      { slides: [1, 2], times: 2, published: 0 },
    ],
    verdict: "nearly ready",
  });
});

test("many weak slides are no talk; one that nobody tried is not ready for sure", () => {
  const none = Array.from({ length: 10 }, (_, i) => saw(i + 1, i < 2 ? null : i + 1));
  expect(judge(10, none, 0.8)).toMatchObject({ weak: [1, 2], verdict: "not ready" });
  expect(judge(2, [saw(1, 1)], 0.8)).toMatchObject({ untried: [2], verdict: "nearly ready" });
});

test("slides that differ in some pixels are near twins; identical ones are told of elsewhere", () => {
  const page = new Uint8Array(1_000).fill(200);
  const some = page.slice().fill(0, 0, 15);
  const much = page.slice().fill(0, 0, 500);
  expect(nearTwins([page, some, much, page], [[1, 4]])).toEqual([
    { slides: [1, 2], differs: 0.015 },
    { slides: [2, 4], differs: 0.015 },
  ]);
});

test("each slide is photographed once before any is twice, from several places, alike for one seed", () => {
  const shots = shotsOf(2, 3, "7");
  expect(shots.map(({ slide }) => slide)).toEqual([1, 2, 1, 2, 1, 2]);
  expect(new Set(shots.filter(({ slide }) => slide === 1).map(({ level }) => level)).size).toBe(3);
  expect(shotsOf(2, 3, "7")).toEqual(shots);
  expect(shots[0]?.seed).not.toBe(shotsOf(2, 3, "8")[0]?.seed);
});

test("a report that a speaker understands", () => {
  const trials = [saw(1, 1), saw(2, null), saw(3, 1, 0.9), saw(4, 4)];
  const report = {
    talk: "moon",
    title: "The moon",
    slides: 5,
    titles: ["One", "Two", "Three", "", "Five"],
    identical: [[1, 4]],
    near: [{ slides: [2, 3] as const, differs: 0.0123 }],
    withoutNotes: [2, 5],
    photographs: 4,
    wanted: 5,
    ...judge(5, trials, 0.8),
  };
  expect(reportLines({ ...report, verdict: "nearly ready" }, plainPaint)).toEqual([
    "“The moon”, 5 slides",
    "",
    "Rehearsed with 4 photographs (there was no time for the other 1: --within gives more): 2 were recognised.",
    "! Slides 1 and 4 look the same: they share one entry, with the notes of the first.",
    "! Slides 2 and 3 are nearly the same: they differ in 1.2% of their picture.",
    "! There was no time for 1 slide: 5.",
    "! Slide 2 “Two” was recognised on none of its 1 photograph.",
    "! Slide 3 “Three” was recognised on none of its 1 photograph.",
    "! Slide 3 “Three” was taken for Slide 1 “One”, once, and readers would have seen the wrong one.",
    "! Slides 2 and 5 have no notes.",
    "",
    "Nearly ready: look at slides 1, 2, and 3, which a title or a picture of its own makes better known; all others that were tried are recognised.",
  ]);
  const many = { ...report, slides: 20, withoutNotes: Array.from({ length: 9 }, (_, i) => i + 1) };
  expect(reportLines(many, plainPaint)).toContain("! 9 of 20 slides have no notes: --json lists them.");
  expect(reportLines({ ...report, verdict: "not ready" }, plainPaint).at(-1)).toMatch(
    /^Not ready: 2 slides are recognised too seldom/,
  );
  expect(reportLines({ ...report, ...judge(1, [saw(1, 1)], 0.8) }, plainPaint).at(-1)).toMatch(/^Ready: /);
});
