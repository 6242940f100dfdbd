/** A photograph's way in one line of a table. Pure. */

import type { Decision } from "../photo/decision.ts";
import { seconds } from "../progress.ts";
import type { Shot } from "./play.ts";

/** What became of a photograph. */
export interface Outcome {
  /** from 1 */
  readonly number: number;
  readonly shot: Shot;
  readonly decision?: Decision;
  /** why there is no decision */
  readonly failure?: string;
  /** from the sending until a reader could fetch what it changed, in milliseconds; absent when it changed nothing */
  readonly readable?: number;
}

const COLUMNS = [
  { name: "", width: 3, isRight: true },
  { name: "camera", width: 6 },
  { name: "on the screen", width: 13 },
  { name: "", width: 31 },
  { name: "recognised", width: 10 },
  { name: "sure", width: 6, isRight: true },
  { name: "decided", width: 34 },
  { name: "to be read after", width: 16, isRight: true },
] as const;

/** The table's head. */
export const headLines = (): string[] => {
  const head = row(COLUMNS.map(({ name }) => name));
  return [head, row(COLUMNS.map(({ width }) => "─".repeat(width)))];
};

/** What became of a photograph, in a row. */
export const outcomeLine = ({ number, shot, decision, failure, readable }: Outcome): string =>
  row([
    String(number),
    shot.camera,
    shot.slide === null ? "no slide" : `slide ${shot.slide}`,
    shot.how,
    decision ? recognised(decision) : "",
    decision?.assurance === undefined ? "" : share(decision.assurance),
    failure ?? decision?.message ?? "",
    readable === undefined ? "" : seconds(readable),
  ]);

/** Rounded down: nothing is quite certain. */
const share = (assurance: number): string => (Math.floor(assurance * 1000) / 1000).toFixed(3);

const recognised = ({ prediction }: Decision): string => (typeof prediction === "number" ? `slide ${prediction}` : "none");

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => {
      const { width, isRight } = { isRight: false, ...COLUMNS[i], width: COLUMNS[i]?.width ?? 0 };
      return isRight ? cell.padStart(width) : cell.padEnd(width);
    })
    .join("  ")
    .trimEnd();

/** `median 0.9 s, slowest 1.7 s` of the times until a reader could fetch it; undefined when there are none. */
export function readableIn(outcomes: readonly Outcome[]): string | undefined {
  const times = outcomes.flatMap(({ readable = [] }) => readable).sort((one, other) => one - other);
  const slowest = times.at(-1);
  if (slowest === undefined) return undefined;
  return `median ${seconds(times[Math.floor((times.length - 1) / 2)] ?? slowest)}, slowest ${seconds(slowest)}`;
}
