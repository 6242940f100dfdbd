/**
 * Filter patterns, as far as they are run here
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 */

import { invalidPattern } from "./invalid-pattern.ts";
import { compileJsonPattern } from "./json-pattern.ts";
import { compileTerms } from "./terms.ts";

/**
 * A test of a message. No pattern matches all.
 * @throws InvalidParameterException for a malformed pattern, and by name for space-delimited and regular-expression ones
 */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (text.startsWith("[")) throw invalidPattern(pattern, "space-delimited patterns are not supported by this local cloud");
  return text.startsWith("{") ? compileJsonPattern(text) : compileTerms(text);
}
