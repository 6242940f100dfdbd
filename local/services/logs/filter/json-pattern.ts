/**
 * Patterns of JSON log events: `{ ($.status = 5*) && ($.items[0].price > 10.5 || $.error NOT EXISTS) }`. An event that is
 * no JSON object matches none.
 */
import { invalidPattern } from "./invalid-pattern.ts";

type Test = (event: unknown) => boolean;

/** @throws InvalidParameterException */
export function compileJsonPattern(pattern: string): (message: string) => boolean {
  const test = new Reader(pattern).read();
  return (message) => {
    const event = parseObject(message);
    return event !== undefined && test(event);
  };
}

/** In the order in which they are tried. */
const tokenSyntax =
  /\s*(?:(?<mark>[{}()]|&&|\|\||!=|<=|>=|[=<>])|(?<selector>\$(?:\.\w+|\.?\[(?:\d+|'[^']*'|"[^"]*")\])+)|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<regular>%)|(?<word>[^\s{}()=<>!&|"]+))/y;

type Token = { readonly kind: "mark" | "selector" | "quoted" | "word" | "end"; readonly text: string };

/** Reads by recursive descent: `||` of `&&` of comparisons and parentheses. */
class Reader {
  readonly #pattern: string;
  readonly #tokens: Token[] = [];
  #next = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    const syntax = new RegExp(tokenSyntax);
    while (syntax.lastIndex < pattern.length) {
      const groups = syntax.exec(pattern)?.groups;
      const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
      if (!found) throw invalidPattern(pattern, "it cannot be read");
      const [kind, text = ""] = found;
      if (kind === "regular") throw invalidPattern(pattern, "regular expressions are not supported by this local cloud");
      this.#tokens.push({ kind: kind as Token["kind"], text });
    }
  }

  read(): Test {
    this.#expect("{");
    const test = this.#either();
    this.#expect("}");
    if (this.#peek().kind !== "end") throw this.#unexpected(this.#peek());
    return test;
  }

  #either(): Test {
    const tests = [this.#both()];
    while (this.#takes("||")) tests.push(this.#both());
    return (event) => tests.some((test) => test(event));
  }

  #both(): Test {
    const tests = [this.#one()];
    while (this.#takes("&&")) tests.push(this.#one());
    return (event) => tests.every((test) => test(event));
  }

  #one(): Test {
    if (this.#takes("(")) {
      const test = this.#either();
      this.#expect(")");
      return test;
    }
    const selector = this.#take();
    if (selector.kind !== "selector") throw this.#unexpected(selector);
    const path = pathOf(selector.text);
    const operator = this.#take();
    const name = operator.text.toUpperCase();
    if (operator.kind === "word" && name === "NOT" && this.#word() === "EXISTS")
      return (event) => select(event, path) === undefined;
    if (operator.kind === "word" && name === "IS") {
      const value = { NULL: null, TRUE: true, FALSE: false }[this.#word()];
      if (value === undefined) throw invalidPattern(this.#pattern, "IS is followed by NULL, TRUE or FALSE");
      return (event) => select(event, path) === value;
    }
    const compare = Object.hasOwn(comparisons, operator.text) ? comparisons[operator.text] : undefined;
    if (operator.kind !== "mark" || compare === undefined) throw this.#unexpected(operator);
    const wanted = this.#take();
    if (wanted.kind !== "quoted" && wanted.kind !== "word") throw this.#unexpected(wanted);
    const matches = compare(wanted);
    if (matches === undefined) throw invalidPattern(this.#pattern, `${operator.text} compares numbers, not ${wanted.text}`);
    return (event) => matches(select(event, path));
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "the end" };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #takes(mark: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== "mark" || text !== mark) return false;
    this.#next++;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#takes(mark)) throw this.#unexpected(this.#peek());
  }

  #word(): string {
    const { kind, text } = this.#take();
    return kind === "word" ? text.toUpperCase() : "";
  }

  #unexpected({ text }: Token): Error {
    return invalidPattern(this.#pattern, `${text} is not expected where it stands`);
  }
}

/** Makes the test of a selected value; undefined where the operator does not take what it is compared with. */
type Comparison = (wanted: Token) => ((value: unknown) => boolean) | undefined;

const comparisons: Readonly<Record<string, Comparison>> = {
  "=": (wanted) => equality(wanted),
  // What is not there is neither equal nor unequal.
  "!=": (wanted) => (value) => (typeof value === "string" || typeof value === "number") && !equality(wanted)(value),
  "<": (wanted) => ordered(wanted, (value, limit) => value < limit),
  ">": (wanted) => ordered(wanted, (value, limit) => value > limit),
  "<=": (wanted) => ordered(wanted, (value, limit) => value <= limit),
  ">=": (wanted) => ordered(wanted, (value, limit) => value >= limit),
};

/** A number outside quotes is one; a `*` stands for any text. */
function equality({ kind, text }: Token): (value: unknown) => boolean {
  const number = kind === "word" ? numberOf(text) : undefined;
  const plain = kind === "quoted" ? text.replace(/\\(.)/g, "$1") : text;
  const parts = plain.split("*");
  return (value) => {
    if (typeof value === "number")
      return number === undefined ? kind === "word" && globs(parts, String(value)) : value === number;
    return typeof value === "string" && globs(parts, value);
  };
}

/** Does the text consist of the parts, in their order, with any text between two of them? */
function globs(parts: readonly string[], text: string): boolean {
  const [first = "", ...middle] = parts;
  const last = middle.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of middle) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function ordered(
  { kind, text }: Token,
  holds: (value: number, limit: number) => boolean,
): ((value: unknown) => boolean) | undefined {
  const limit = kind === "word" ? numberOf(text) : undefined;
  return limit === undefined ? undefined : (value) => typeof value === "number" && holds(value, limit);
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** The names and indexes of `$.a[0].['b.c']`. */
function pathOf(selector: string): string[] {
  return [...selector.matchAll(/\.(\w+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g)].map(
    (part) => part.slice(1).find((name) => name !== undefined) ?? "",
  );
}

function select(event: unknown, path: readonly string[]): unknown {
  let value = event;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

function parseObject(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
