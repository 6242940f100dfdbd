/** What every `npm run bench:<name>` prints: a table for people and, with `--json FILE`, the figures for programs. */
import { writeFileSync } from "node:fs";

/** A measured value and what it should be at most, or at least; without either it is there to compare others with. */
export interface Measured {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
  readonly atLeast?: number;
}

function isMet({ value, goal, atLeast }: Measured): boolean | null {
  if (goal === undefined && atLeast === undefined) return null;
  return value <= (goal ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

/** `≤ 300`, `≥ 99`, or nothing. */
const told = ({ goal, atLeast }: Pick<Measured, "goal" | "atLeast">): string =>
  [...(atLeast === undefined ? [] : [`≥ ${atLeast}`]), ...(goal === undefined ? [] : [`≤ ${goal}`])].join(" and ");

/** Prints the figures; a missed goal makes the program's exit status 1. */
export function report(figures: readonly Measured[]): void {
  const rows = figures.map((measured) => ({
    ...measured,
    value: Math.round(measured.value * 1000) / 1000,
    goal: measured.goal ?? null,
    met: isMet(measured),
    told: told(measured),
  }));
  const width = Math.max(...rows.map(({ figure }) => figure.length));
  for (const { figure, value, unit, told, met } of rows) {
    const judged = met === null ? "" : `goal ${told}  ${met ? "met" : "MISSED"}`;
    process.stdout.write(
      `${figure.padEnd(width)}  ${String(value).padStart(9)} ${unit.padEnd(8)} ${judged}`.trimEnd().concat("\n"),
    );
  }
  const at = process.argv.indexOf("--json");
  const file = at < 0 ? undefined : process.argv[at + 1];
  if (file)
    writeFileSync(
      file,
      `${JSON.stringify(
        rows.map(({ told: _, ...row }) => row),
        null,
        2,
      )}\n`,
    );
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}
