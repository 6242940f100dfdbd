import type { Logistic } from "../recogniser/assurance.ts";

const ROUNDS = 60;
/** How strongly weights are held small, so that evidence which parts the samples wholly does not make them infinite. */
const RIDGE = 1;

/**
 * Fits a logistic regression with a ridge by Newton's method.
 * @param samples standardised evidence, all of one length
 */
export function fitLogistic(samples: readonly (readonly number[])[], labels: readonly boolean[]): Logistic {
  const size = (samples[0]?.length ?? 0) + 1;
  const beta = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = beta.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
    const curvature = beta.map((_, i) => beta.map((_, j) => (i === j ? (i === 0 ? 1e-6 : RIDGE) : 0)));
    samples.forEach((sample, at) => {
      const x = [1, ...sample];
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0)));
      const [residual, weight] = [(labels[at] ? 1 : 0) - p, Math.max(1e-9, p * (1 - p))];
      x.forEach((value, i) => {
        gradient[i] = (gradient[i] ?? 0) + residual * value;
        const row = curvature[i] as number[];
        for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + weight * value * (x[j] ?? 0);
      });
    });
    const step = solve(curvature, gradient);
    const longest = Math.max(...step.map(Math.abs));
    const scale = Math.min(1, 4 / longest);
    step.forEach((value, i) => {
      beta[i] = (beta[i] ?? 0) + scale * value;
    });
    if (longest < 1e-7) break;
  }
  const [intercept = 0, ...weights] = beta;
  return { intercept, weights };
}

/** Solves a positive definite system by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let pivot = 0; pivot < rows.length; pivot++) {
    for (let row = pivot + 1; row < rows.length; row++) {
      const factor = at(row, pivot) / at(pivot, pivot);
      rows[row] = (rows[row] ?? []).map((value, column) => value - factor * at(pivot, column));
    }
  }
  const result = new Array<number>(rows.length).fill(0);
  for (let row = rows.length - 1; row >= 0; row--) {
    const known = result.reduce((sum, value, column) => sum + (column > row ? value * at(row, column) : 0), 0);
    result[row] = (at(row, rows.length) - known) / at(row, row);
  }
  return result;
}
