/**
 * Regular expressions in the filters of JSONPaths, `[?(@.name =~ /A.+/i)]`: Jayway has them, RFC 9535 has not. They are
 * given to the library as a function of ours, and only those are run that mean the same to Java and to JavaScript.
 */

import { FunctionExpressionType, type JSONPathEnvironment } from "json-p3";
import { RuntimeFailure } from "./errors.ts";

/** The function's name in the library's words. */
export const PATTERN_FUNCTION = "matches_pattern";

const OPERATOR = /(@[^\s=&|()!<>]*)\s*=~\s*\/((?:[^/\\]|\\.)*)\/([A-Za-z]*)/g;
/** Possessive and atomic groups, inline flags, Java's own escapes, and intersections of classes. */
const UNLIKE = /[+*?}]\+|\(\?[^:=!]|\\[AzZGQEhHRXpPkxuc0]|&&|\[[^\]]*\[/;

const compiled = new Map<string, RegExp>();

/** The path with a call of the function in place of each `=~`. @throws Error for a pattern that is not run here */
export function withPatternCalls(path: string): string {
  return path.replace(OPERATOR, (_whole, field: string, pattern: string, flags: string) => {
    expressionOf(pattern, flags);
    return `${PATTERN_FUNCTION}(${field}, ${quoted(pattern)}, ${quoted(flags)})`;
  });
}

/** Makes the function known to the library. */
export function addPatternFunction(environment: JSONPathEnvironment): void {
  const { ValueType, LogicalType } = FunctionExpressionType;
  environment.functionRegister.set(PATTERN_FUNCTION, {
    argTypes: [ValueType, ValueType, ValueType],
    returnType: LogicalType,
    call: (value, pattern, flags) => matches(value, expressionOf(String(pattern), String(flags))),
  });
}

/** Java's `matches`: the whole text has to fit. */
function expressionOf(pattern: string, flags: string): RegExp {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) return known;
  if (UNLIKE.test(pattern) || !/^[ims]*$/.test(flags)) throw new Error(`the pattern /${pattern}/${flags} is not run here`);
  const expression = new RegExp(`^(?:${pattern})$`, flags);
  compiled.set(key, expression);
  return expression;
}

/** Texts, integers and booleans are what they are written as; what else matches is not known, so that it may only fail to. */
function matches(value: unknown, expression: RegExp): boolean {
  if (typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value))
    return expression.test(String(value));
  const isUnknown = typeof value === "number" || Array.isArray(value) || expression.test("");
  if (isUnknown)
    throw new RuntimeFailure(`A filter matches a value that is no text with ${expression.source}, which is not run here`);
  return false;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
