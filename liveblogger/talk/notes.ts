import type { Problem } from "./problem.ts";

export const NOTES = "notes";

/** Notes travel through the state machine, whose state may have 256 KiB in all. */
const LONGEST = 20_000;

/** A file of the folder `notes`. */
export interface NotesFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadNotes {
  readonly notes: ReadonlyMap<number, string>;
  readonly problems: readonly Problem[];
}

/** Reads the speaker's notes, a file a slide: `07.md`, `7.md` and `007.md` are those of slide 7. */
export function readNotes(files: readonly NotesFile[]): ReadNotes {
  const notes = new Map<number, string>();
  const names = new Map<number, string>();
  const problems: Problem[] = [];
  for (const { name, bytes } of files) {
    const told = (message: string): unknown => problems.push({ file: `${NOTES}/${name}`, message });
    const slide = slideOf(name);
    const markdown = decoded(bytes);
    if (slide === undefined) told(nameProblem(name));
    else if (names.has(slide)) told(`slide ${slide} has notes in ${names.get(slide)} already: keep one of the two`);
    else if (markdown === undefined) told("it is no UTF-8 text: save it as UTF-8");
    else if (markdown.length > LONGEST) told(`it has ${markdown.length} characters; a slide's notes have at most ${LONGEST}`);
    else {
      names.set(slide, name);
      notes.set(slide, markdown);
    }
  }
  return { notes, problems };
}

/** Notes whose slide the deck does not have. */
export const notesBeyond = (notes: ReadonlyMap<number, string>, files: readonly NotesFile[], slides: number): Problem[] =>
  files.flatMap(({ name }) => {
    const slide = slideOf(name);
    if (slide === undefined || !notes.has(slide) || slide <= slides) return [];
    return [{ file: `${NOTES}/${name}`, message: `there is no slide ${slide}: the deck has ${slides}` }];
  });

function slideOf(name: string): number | undefined {
  const slide = Number(/^(\d{1,6})\.md$/.exec(name)?.[1] ?? 0);
  return slide > 0 ? slide : undefined;
}

const nameProblem = (name: string): string =>
  /^0+\.md$/.test(name)
    ? "slides are counted from 1: the first one's notes are 01.md"
    : "notes are named by their slide's number, as 07.md: rename it, or put it elsewhere";

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n").trim();
  } catch {
    return undefined;
  }
}
