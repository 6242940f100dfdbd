/** The words of intrinsic functions (the specification's "Intrinsic Functions"). */
import type { Json } from "../json.ts";

export type Token =
  | { readonly is: "("; readonly at: number }
  | { readonly is: ")"; readonly at: number }
  | { readonly is: ","; readonly at: number }
  /** A name that a list of arguments follows immediately. */
  | { readonly is: "name"; readonly at: number; readonly name: string }
  | { readonly is: "path"; readonly at: number; readonly path: string }
  | { readonly is: "literal"; readonly at: number; readonly value: Json; readonly raw?: string };

const SPACE = /[ \t\r\n]+/y;
const NAME = /[A-Za-z0-9._]+(?=\()/y;
const CONSTANT = /(?:true|false|null)(?![\w.])/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const STRING = /'((?:[^'\\]|\\.)*)'/sy;
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy;

/** @throws Error that says where `text` is no intrinsic function */
export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const { token, length } = tokenAt(text, at);
    if (token) found.push(token);
    at += length;
  }
  return found;
}

/** The string that the text between two apostrophes stands for. @throws Error for a backslash before what needs none */
export function unescaped(raw: string): string {
  return raw.replace(/\\(.)/gs, (escaped, character: string) => {
    if ("'{}\\".includes(character)) return character;
    throw new Error(`${escaped} is no escape`);
  });
}

function tokenAt(text: string, at: number): { token?: Token; length: number } {
  const character = text.charAt(at);
  if (character === "(" || character === ")" || character === ",") return { token: { is: character, at }, length: 1 };
  const space = match(SPACE, text, at);
  if (space) return { length: space[0].length };
  if (character === "$") {
    const path = text.slice(at, endOfPath(text, at));
    return { token: { is: "path", at, path: path.trimEnd() }, length: path.length };
  }
  const string = match(STRING, text, at);
  if (string) {
    const [whole, raw = ""] = string;
    return { token: { is: "literal", at, value: unescaped(raw), raw }, length: whole.length };
  }
  const name = match(NAME, text, at);
  if (name) return { token: { is: "name", at, name: name[0] }, length: name[0].length };
  const json = match(CONSTANT, text, at) ?? match(NUMBER, text, at);
  if (json) return { token: { is: "literal", at, value: JSON.parse(json[0]) as Json }, length: json[0].length };
  throw new Error(`unexpected ${JSON.stringify(text.slice(at, at + 20))} at ${at + 1}`);
}

/** A path ends at the comma or bracket that is not inside its own brackets or quotes. */
function endOfPath(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (depth === 0 && (character === "," || character === ")")) return at;
    if (character === "[" || character === "(") depth += 1;
    if (character === "]" || character === ")") depth -= 1;
    at += match(QUOTED, text, at)?.[0].length ?? 1;
  }
  return at;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
