/** What every `npm run bench:<name>` prints: a table for people and, with `--json FILE`, the figures for programs. */
import { writeFileSync } from "node:fs";

/** A measured value and what it should be at most; without a goal it is there to compare others with. */
export interface Measured {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
}

/** Prints the figures; a missed goal makes the program's exit status 1. */
export function report(figures: readonly Measured[]): void {
  const rows = figures.map((measured) => ({
    ...measured,
    value: Math.round(measured.value * 1000) / 1000,
    goal: measured.goal ?? null,
    met: measured.goal === undefined ? null : measured.value <= measured.goal,
  }));
  const width = Math.max(...rows.map(({ figure }) => figure.length));
  for (const { figure, value, unit, goal, met } of rows) {
    const judged = goal === null ? "" : `goal ≤ ${goal}  ${met ? "met" : "MISSED"}`;
    process.stdout.write(
      `${figure.padEnd(width)}  ${String(value).padStart(9)} ${unit.padEnd(8)} ${judged}`.trimEnd().concat("\n"),
    );
  }
  const at = process.argv.indexOf("--json");
  const file = at < 0 ? undefined : process.argv[at + 1];
  if (file) writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}
