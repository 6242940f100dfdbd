import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { ContentProblem } from "./problem.ts";

/** A front matter's fields as its author wrote them, each with its line in the file. */
export interface FrontMatter {
  readonly fields: ReadonlyMap<string, Field>;
  readonly problems: readonly ContentProblem[];
}

export interface Field {
  readonly line: number;
  /** The value as YAML 1.1 reads it, as Gatsby does, except that a date stays the text that was written. */
  readonly value: unknown;
}

const fence = /^---[ \t]*$/;

/** Reads the YAML between the two `---` lines that a Markdown file starts with. Never throws: it tells the problems. */
export function readFrontMatter(text: string): FrontMatter {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (!fence.test(lines[0] ?? "")) return broken(1, "the file does not start with front matter (a line of ---)");
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) return broken(1, "the front matter has no end (a second line of ---)");

  const lineCounter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join("\n"), { version: "1.1", lineCounter, prettyErrors: false });
  const lineOf = (offset: number) => lineCounter.linePos(offset).line + 1;
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ line: lineOf(error.pos[0]), message: `YAML: ${error.message}` }));
    return { fields: new Map(), problems };
  }
  if (!isMap(document.contents)) return broken(2, "the front matter is no list of `name: value` lines");

  const fields = new Map<string, Field>();
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue;
    const offset = key.range?.[0] ?? 0;
    fields.set(String(key.value), { line: lineOf(offset), value: plain(value) });
  }
  return { fields, problems: [] };
}

function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value instanceof Date ? node.source : node.value;
  if (isSeq(node)) return node.items.map(plain);
  return node !== null && typeof node === "object" && "toJSON" in node && typeof node.toJSON === "function"
    ? node.toJSON()
    : node;
}

const broken = (line: number, message: string): FrontMatter => ({ fields: new Map(), problems: [{ line, message }] });
