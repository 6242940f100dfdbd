import { calibrationError, isAccepted, type Judged, percent } from "./figures.ts";

const judged = (assurance: number, right: boolean, slide: number | null = 1): Judged => ({
  level: "easy",
  positive: true,
  twin: false,
  answer: { slide, assurance },
  right,
});

test("an assurance that is right as often as it says has no error", () => {
  const answers = Array.from({ length: 100 }, (_, i) => judged(0.9, i < 90));
  expect(calibrationError(answers)).toBeCloseTo(0, 10);
  expect(calibrationError([...answers, ...Array.from({ length: 100 }, () => judged(0.5, false))])).toBeCloseTo(0.25, 10);
  expect(calibrationError([judged(1, true)])).toBe(0);
});

test("null is never accepted, a slide is from 0.8 on", () => {
  expect([judged(0.8, true), judged(0.79, true), judged(1, true, null)].map(({ answer }) => isAccepted(answer))).toEqual([
    true,
    false,
    false,
  ]);
});

test("of nothing there is no percentage", () => {
  expect(percent([1, 2, 3, 4], (one) => one > 1)).toBe(75);
  expect(percent([], () => true)).toBeNaN();
});
