import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A heading and what stands below it. */
export interface Section {
  readonly heading: string;
  readonly sentences: readonly string[];
}

export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** What decks are made of: the repository's prose and programs, in the order of their paths. */
export interface SourceText {
  readonly sections: readonly Section[];
  readonly programs: readonly SourceFile[];
}

const ROOT = resolve(import.meta.dirname, "../..");

/** Folders with prose that is for people, and with programs; what lies deeper comes too. */
const PROSE = ["docs/decisions", "website/content/posts"];
const PROGRAMS = ["src", "cli"];

/** Headings that say nothing without the document's own. */
const IN_EVERY_RECORD = ["Context", "Decision", "Consequences"];

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ending))
    .sort();

/** Markdown's marks taken away, as a reader sees it. */
const plain = (markdown: string): string =>
  markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]+>/g, "")
    .replace(/[*_`]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const isProse = (block: string): boolean => !/^(\||```|<|!\[|---|\s{4})/.test(block);

function sectionsOf(path: string): Section[] {
  const text = readFileSync(join(ROOT, path), "utf8").replace(/^---\n.*?\n---\n/s, "");
  const about = plain(/^# (?:\d+: )?(.*)$/m.exec(text)?.[1] ?? "");
  return text
    .split(/^#+ /m)
    .slice(1)
    .map((part) => {
      const [heading = "", ...rest] = part.split("\n");
      const prose = rest
        .join("\n")
        .replace(/```.*?```/gs, "")
        .split(/\n\n+/)
        .filter(isProse)
        .map(plain)
        .join(" ");
      const sentences = prose.split(/(?<=[.:!?]) (?=[A-Z“])/).filter((sentence) => sentence.length > 15 && sentence.length < 220);
      const own = plain(heading).replace(/^\d+: /, "");
      return { heading: IN_EVERY_RECORD.includes(own) ? `${about} (${own.toLowerCase()})` : own, sentences };
    })
    .filter(({ heading, sentences }) => heading.length > 2 && sentences.length >= 2);
}

/** Reads the source text; it changes as the repository does, and only then. */
export function readSourceText(): SourceText {
  return {
    sections: PROSE.flatMap((folder) => filesIn(folder, ".md")).flatMap(sectionsOf),
    programs: PROGRAMS.flatMap((folder) => filesIn(folder, ".ts")).map((path) => ({
      path,
      lines: readFileSync(join(ROOT, path), "utf8").trimEnd().split("\n"),
    })),
  };
}
