/** Patterns of terms: `error timeout`, `"a phrase"`, `?one ?or ?another`, `error -"not this"`. Case matters. */
import { invalidPattern } from "./invalid-pattern.ts";

interface Terms {
  readonly all: string[];
  readonly any: string[];
  readonly none: string[];
}

/** @throws InvalidParameterException */
export function compileTerms(pattern: string): (message: string) => boolean {
  const { all, any, none } = readTerms(pattern);
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}

function readTerms(pattern: string): Terms {
  const terms: Terms = { all: [], any: [], none: [] };
  const syntax = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/gy;
  while (syntax.lastIndex < pattern.length) {
    const rest = pattern.slice(syntax.lastIndex).trim();
    const match = syntax.exec(pattern);
    if (match === null) {
      const why = /^[?-]?%/.test(rest)
        ? "regular expressions are not supported by this local cloud"
        : `what is not a word stands in double quotes, unlike ${rest}`;
      throw invalidPattern(pattern, why);
    }
    const term = match[2]?.replace(/\\(.)/g, "$1") ?? match[3] ?? "";
    const kind = match[1] === "?" ? terms.any : match[1] === "-" ? terms.none : terms.all;
    kind.push(term);
  }
  if (terms.any.length > 0 && terms.all.length + terms.none.length > 0)
    throw invalidPattern(pattern, "CloudWatch ignores ? terms beside other terms, which nobody means");
  return terms;
}
