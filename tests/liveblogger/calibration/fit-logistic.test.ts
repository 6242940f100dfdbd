import { fitLogistic } from "../../../liveblogger/calibration/fit-logistic.ts";
import { seededRandom } from "../../../liveblogger/seeded-random.ts";

const probability = ({ intercept, weights }: ReturnType<typeof fitLogistic>, sample: readonly number[]): number =>
  1 / (1 + Math.exp(-(intercept + sample.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0))));

test("finds the weights that samples were drawn with", () => {
  const random = seededRandom("samples");
  const truth = { intercept: -0.5, weights: [2, -1, 0] };
  const samples = Array.from({ length: 6000 }, () => [random.normal(), random.normal(), random.normal()]);
  const labels = samples.map((sample) => random.chance(probability(truth, sample)));
  const fitted = fitLogistic(samples, labels);
  expect(fitted.intercept).toBeCloseTo(truth.intercept, 0);
  for (const [i, weight] of truth.weights.entries()) expect(Math.abs((fitted.weights[i] ?? 9) - weight)).toBeLessThan(0.2);
});

test("evidence that parts the samples wholly gives finite weights", () => {
  const samples = Array.from({ length: 40 }, (_, i) => [i < 20 ? -1 : 1]);
  const fitted = fitLogistic(
    samples,
    samples.map(([value]) => value === 1),
  );
  expect(Math.abs(fitted.weights[0] ?? Number.NaN)).toBeLessThan(10);
  expect(probability(fitted, [1])).toBeGreaterThan(0.9);
  expect(probability(fitted, [-1])).toBeLessThan(0.1);
});

test("labels that are all alike give a probability near one, not an error", () => {
  const fitted = fitLogistic([[0], [1], [2]], [true, true, true]);
  expect(probability(fitted, [1])).toBeGreaterThan(0.9);
  expect(Number.isFinite(fitted.intercept)).toBe(true);
});
