import { date, type Rule, text, timeZone } from "./rules.ts";

/** What a talk's `talk.json` says. What it doesn't say, or says wrongly, is null: a talk goes on without it. */
export interface Talk {
  readonly title: string | null;
  readonly speaker: string | null;
  /** The day of the talk: `2026-11-28`. */
  readonly date: string | null;
  /** Where it is given, as IANA names it: `Europe/Berlin`. */
  readonly timeZone: string | null;
  readonly status: "open" | "ended" | null;
}

export const unknownTalk: Talk = { title: null, speaker: null, date: null, timeZone: null, status: null };

const status: Rule = (value) => (value === "open" || value === "ended" ? undefined : "must be open or ended");
const rules: Readonly<Record<keyof Talk, Rule>> = { title: text, speaker: text, date, timeZone, status };

/**
 * Reads the text of a `talk.json`.
 * @throws SyntaxError when it is no JSON
 */
export function readTalk(json: string): { talk: Talk; problems: string[] } {
  const told: unknown = JSON.parse(json);
  const fields = new Map(Object.entries(told ?? {}).filter(([, value]) => value !== null));
  const problems: string[] = [];
  const read = Object.entries(rules).map(([name, rule]) => {
    const value = fields.get(name);
    const wrong = value === undefined ? undefined : rule(value);
    if (wrong !== undefined) problems.push(`${name} ${wrong}`);
    return [name, wrong === undefined ? (value ?? null) : null];
  });
  return { talk: Object.fromEntries(read) as Talk, problems };
}
