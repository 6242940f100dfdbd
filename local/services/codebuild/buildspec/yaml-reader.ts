/** Reads a YAML document node by node, so that every complaint can name the line. */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { BuildspecError } from "./buildspec.ts";

/** One value of the document. */
export interface Value {
  /** 1-based. */
  readonly line: number;
  /** For complaints: `phases.build.commands`. */
  readonly path: string;
  /** A map's values by key, in order. A key that is not in `known` is refused by name; one in `refused` with the reason. */
  map<Key extends string>(known: readonly Key[], refused?: Readonly<Record<string, string>>): Partial<Record<Key, Value>>;
  /** A map of names that the author chooses. */
  entries(): [string, Value][];
  list(): Value[];
  /** A scalar as it is written: `1.10` stays `1.10`, `yes` stays `yes`. */
  text(): string;
  /** Whether it is empty (`commands:` without anything after it). */
  readonly empty: boolean;
}

/** @throws BuildspecError on a syntax error */
export function readYaml(text: string): Value {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw new BuildspecError(`${error.message} at line ${lines.linePos(error.pos[0]).line}`);
  return value(document.contents, "", 1, { document, lines });
}

interface Context {
  readonly document: Document;
  readonly lines: LineCounter;
}

function value(given: unknown, path: string, lineBefore: number, context: Context): Value {
  const node = isAlias(given) ? resolve(given, context) : (given as Node | null);
  const line = node?.range ? context.lines.linePos(node.range[0]).line : lineBefore;
  const wrong = (expected: string, found: string) =>
    new BuildspecError(`Expected ${path || "the buildspec"} to be ${expected}: found ${found} instead at line ${line}`);
  const found = isMap(node) ? "subkeys" : isSeq(node) ? "a list" : node === null || text(node) === "" ? "nothing" : "a string";

  function pairs(): { key: string; line: number; value: Value }[] {
    if (!isMap(node)) throw wrong("a map", found);
    return node.items.map((pair) => {
      const keyNode = pair.key as Node;
      const keyLine = keyNode.range ? context.lines.linePos(keyNode.range[0]).line : line;
      const key = text(keyNode);
      return { key, line: keyLine, value: value(pair.value, path === "" ? key : `${path}.${key}`, keyLine, context) };
    });
  }

  return {
    line,
    path,
    empty: found === "nothing",
    map<Key extends string>(known: readonly Key[], refused: Readonly<Record<string, string>> = {}) {
      const values: Partial<Record<Key, Value>> = {};
      for (const pair of pairs()) {
        const reason = Object.hasOwn(refused, pair.key) ? refused[pair.key] : undefined;
        if (reason !== undefined)
          throw new BuildspecError(`${pair.value.path} at line ${pair.line} is not supported here: ${reason}`);
        if (!known.includes(pair.key as Key)) throw new BuildspecError(`Unknown key ${pair.value.path} at line ${pair.line}`);
        values[pair.key as Key] = pair.value;
      }
      return values;
    },
    entries: () => pairs().map((pair) => [pair.key, pair.value]),
    list() {
      if (!isSeq(node)) throw wrong("a list", found);
      return node.items.map((item, index) => value(item, `${path}[${index}]`, line, context));
    },
    text() {
      if (!isScalar(node) || node.value === null) throw wrong("of string type", found);
      return text(node);
    },
  };
}

function resolve(alias: Alias, { document }: Context): Node | null {
  return alias.resolve(document) ?? null;
}

function text(node: unknown): string {
  if (!isScalar(node) || node.value === null) return "";
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}
