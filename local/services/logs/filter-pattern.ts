/** FilterLogEvents patterns: terms and quoted phrases, as far as they are run here. */
import { AwsError } from "../../errors.ts";

/**
 * A test of a message: every term occurs in it, upper and lower case told apart. No pattern matches all.
 * @throws InvalidParameterException for JSON, space-delimited, regular-expression, `?` and `-` patterns
 */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  const terms: string[] = [];
  const syntax = /\s*(?:"((?:[^"\\]|\\.)*)"|(\w+))(?=\s|$)/gy;
  const text = pattern.trimEnd();
  while (syntax.lastIndex < text.length) {
    const at = syntax.lastIndex;
    const match = syntax.exec(text);
    if (match === null) {
      throw new AwsError(
        "InvalidParameterException",
        `Invalid filter pattern: only words and "quoted phrases" are supported here, not '${text.slice(at).trim()}'`,
      );
    }
    terms.push(match[1]?.replace(/\\(.)/g, "$1") ?? match[2] ?? "");
  }
  return (message) => terms.every((term) => message.includes(term));
}
