/** Findings in words. Pure. */
import type { Paint } from "../paint.ts";
import { counted } from "../times.ts";
import type { Finding } from "./finding.ts";

const SIGNS = { ok: "✔", advice: "!", missing: "✖" } as const;
const COLOURS = { ok: "green", advice: "yellow", missing: "red" } as const;

export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const width = Math.max(...findings.map(({ what }) => what.length));
  return findings.flatMap(({ what, state, found, mend }) => [
    `${paint(COLOURS[state], SIGNS[state])} ${what.padEnd(width)}  ${found}`,
    ...(mend === undefined ? [] : [`  ${" ".repeat(width)}  → ${mend}`]),
  ]);
}

/** The last line. */
export function verdict(findings: readonly Finding[]): string {
  const [missing, advice] = (["missing", "advice"] as const).map((state) => findings.filter((one) => one.state === state).length);
  if (missing) return `${counted(missing, "thing")} that Lectern needs ${missing === 1 ? "is" : "are"} missing.`;
  return advice ? "Lectern runs; what is marked ! is for what you may want besides." : "Nothing is missing.";
}
