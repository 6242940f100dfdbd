import { labelsOf } from "../../../liveblogger/alternatives/ximilar/answer.ts";
import { judgeLabels } from "../../../liveblogger/alternatives/ximilar/judge-labels.ts";
import { pauseAfter } from "../../../liveblogger/alternatives/ximilar/pause.ts";
import { slideOfLabel } from "../../../liveblogger/alternatives/ximilar/slide-of-label.ts";

test.each([
  ["12", 12],
  ["slide-12", 12],
  ["Slide 012", 12],
  [" PAGE_7 ", 7],
  ["page7", 7],
  ["room", null],
  ["none", null],
  ["slide", null],
  ["12b", null],
  ["", null],
])("the label %j is slide %j", (name, slide) => {
  expect(slideOfLabel(name, 20)).toBe(slide);
});

test.each(["0", "slide-21", "99999999999999999999"])("the label %j is of another deck", (name) => {
  expect(() => slideOfLabel(name, 20)).toThrow(expect.objectContaining({ name: "AnswerNotUnderstood" }));
});

const alone = (): number[] => [];

test("slides that look the same add up", () => {
  const labels = [
    { name: "4", prob: 0.5 },
    { name: "5", prob: 0.3 },
    { name: "room", prob: 0.2 },
  ];
  expect(judgeLabels(labels, 6, () => [5])).toMatchObject({ slide: 4, assurance: 0.8 });
  expect(judgeLabels(labels, 6, alone)).toMatchObject({ slide: 4, assurance: 0.5 });
});

test("all labels that name no slide add up to none", () => {
  const labels = [
    { name: "room", prob: 0.5 },
    { name: "demo", prob: 0.25 },
    { name: "1", prob: 0.25 },
  ];
  expect(judgeLabels(labels, 6, alone)).toEqual({ slide: null, assurance: 0.75, ranking: [{ slide: 1, score: 0.25 }] });
  expect(judgeLabels([], 6, alone)).toEqual({ slide: null, assurance: 0.5, ranking: [] });
});

test("where a record has only its best label, that is it", () => {
  expect(labelsOf({ records: [{ best_label: { name: "3", prob: 0.9 } }] })).toEqual([{ name: "3", prob: 0.9 }]);
  expect(labelsOf({ records: [{ labels: [] }] })).toEqual([]);
});

test.each([
  [undefined],
  [null],
  ["OK"],
  [{}],
  [{ records: [] }],
  [{ records: [{}] }],
  [{ records: [null] }],
  [{ records: ["4"] }],
  [{ records: [{ labels: "4" }] }],
  [{ records: [{ labels: [{ name: "4" }] }] }],
  [{ records: [{ labels: [{ name: "4", prob: 1.5 }] }] }],
  [{ records: [{ labels: [{ name: 4, prob: 0.5 }] }] }],
  [{ records: [{ labels: [null] }] }],
])("%j is not understood", (answer) => {
  expect(() => labelsOf(answer)).toThrow(expect.objectContaining({ name: "AnswerNotUnderstood" }));
});

test("the pause is what the service asks for, or doubles, with a part left to chance", () => {
  const now = Date.UTC(2026, 10, 23, 20, 0, 0);
  expect(pauseAfter(1, "7", now)).toBe(7_000);
  expect(pauseAfter(1, "Mon, 23 Nov 2026 20:00:05 GMT", now)).toBe(5_000);
  expect(pauseAfter(1, "Mon, 23 Nov 2026 19:00:00 GMT", now)).toBe(0);
  expect([1, 2, 3].map((attempt) => pauseAfter(attempt, null, now, () => 1))).toEqual([500, 1_000, 2_000]);
  expect(pauseAfter(3, "soon", now, () => 0.5)).toBe(1_000);
});
