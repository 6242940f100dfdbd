import type { Comparison } from "./operator.ts";

/** StringMatches: `*` stands for any characters, `\*` for a star and `\\` for a backslash. */
export const stringMatches: Record<string, Comparison> = {
  StringMatches: {
    expects: (value) => typeof value === "string" && tokens(value) !== undefined,
    holds: (variable, expected) =>
      typeof variable === "string" && typeof expected === "string" && matches(variable, tokens(expected) ?? []),
  },
};

const ANY = Symbol("any characters");

/** The pattern's characters and stars; undefined when a backslash escapes something else. */
function tokens(pattern: string): (string | typeof ANY)[] | undefined {
  const found: (string | typeof ANY)[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character !== "\\") {
      found.push(character === "*" ? ANY : character);
      continue;
    }
    at += 1;
    const escaped = pattern.charAt(at);
    if (escaped !== "*" && escaped !== "\\") return undefined;
    found.push(escaped);
  }
  return found;
}

/** Greedy with one place to go back to: linear for one star, never exponential. */
function matches(text: string, pattern: readonly (string | typeof ANY)[]): boolean {
  let [at, token, starToken, starAt] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[token] === ANY) [starToken, starAt, token] = [token, at, token + 1];
    else if (pattern[token] === text.charAt(at)) [at, token] = [at + 1, token + 1];
    else if (starToken >= 0) [starAt, at, token] = [starAt + 1, starAt + 1, starToken + 1];
    else return false;
  }
  return pattern.slice(token).every((rest) => rest === ANY);
}
