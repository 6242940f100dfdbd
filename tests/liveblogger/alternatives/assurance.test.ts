import fc from "fast-check";
import { judgeMatches } from "../../../liveblogger/alternatives/rekognition/assurance.ts";
import type { PageMatch } from "../../../liveblogger/alternatives/rekognition/deck-text.ts";

const match = (slide: number, score: number, shared = 12): PageMatch => ({ slide, score, shared });
const alone = (): number[] => [];

test("a clear match is accepted, and never certain", () => {
  const { slide, assurance } = judgeMatches([match(3, 0.9), match(2, 0.3)], alone, 1);
  expect(slide).toBe(3);
  expect(assurance).toBeGreaterThan(0.9);
  expect(assurance).toBeLessThan(0.95);
});

test("two slides with the same words share the assurance, unless they look the same", () => {
  expect(judgeMatches([match(4, 1), match(5, 1)], alone, 1).assurance).toBeLessThan(0.5);
  expect(judgeMatches([match(4, 1), match(5, 1)], () => [5], 1).assurance).toBeGreaterThan(0.9);
});

test("one word alone is no proof", () => {
  expect(judgeMatches([match(4, 1, 1)], alone, 1).assurance).toBeLessThan(0.6);
});

test("no match, or a poor one, is no slide: as sure as the deck's slides have text", () => {
  expect(judgeMatches([], alone, 1)).toEqual({ slide: null, assurance: 0.75 });
  expect(judgeMatches([], alone, 0.5)).toEqual({ slide: null, assurance: 0.375 });
  expect(judgeMatches([match(1, 0.1)], alone, 1)).toMatchObject({ slide: null });
});

test("for any scores: a probability, higher for a larger lead", () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(score, score, score, fc.integer({ min: 1, max: 100 }), (one, two, three, shared) => {
      const [low, middle, high] = [one, two, three].sort((a, b) => a - b) as [number, number, number];
      const near = judgeMatches([match(1, high, shared), match(2, middle, shared)], alone, 1);
      const far = judgeMatches([match(1, high, shared), match(2, low, shared)], alone, 1);
      expect(near.assurance).toBeGreaterThanOrEqual(0);
      expect(far.assurance).toBeLessThan(0.95);
      expect(far.slide).toBe(near.slide);
      expect(far.assurance).toBeGreaterThanOrEqual(near.assurance);
    }),
  );
});
