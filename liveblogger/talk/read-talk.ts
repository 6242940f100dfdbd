import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { countPages, DeckError } from "../deck/index.ts";
import type { Talk } from "./contract.ts";
import { type Entry, findDeck } from "./deck-file.ts";
import { likeliest } from "./did-you-mean.ts";
import { TalkInvalid, TalkNotFound } from "./errors.ts";
import { NOTES, type NotesFile, notesBeyond, readNotes } from "./notes.ts";
import type { Problem } from "./problem.ts";
import { type ReadSettings, readSettings, TALK_FILE } from "./settings.ts";
import { slugProblem } from "./slug.ts";

const MOST_BYTES = 1_000_000;

/** Reads a talk's folder and checks all of it. @throws TalkNotFound, TalkInvalid */
export async function readTalk(folder: string): Promise<Talk> {
  const entries = await entriesOf(folder);
  const talk = basename(resolve(folder));
  const wrongName = slugProblem(talk);
  const problems: Problem[] = wrongName ? [{ file: "", message: wrongName }] : [];

  const { settings, deck: wanted, ...written } = await readSettingsFile(folder, entries);
  const files = await notesFiles(folder, entries);
  const { notes, ...noted } = readNotes(files);
  const { deck, slides, ...shown } = await readDeckFile(folder, entries, wanted);
  const beyond = slides === undefined ? [] : notesBeyond(notes, files, slides);
  problems.push(...written.problems, ...misplaced(entries), ...shown.problems, ...noted.problems, ...beyond);
  if (!settings || !deck || !slides || problems.length > 0) throw new TalkInvalid(folder, problems);
  return { talk, settings, deck, slides, notes };
}

/** What is in the folder, but for hidden files. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const listed = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new TalkNotFound(
      error.code === "ENOTDIR"
        ? `${folder} is a file: name the talk's folder.`
        : `There is no talk in ${folder}: a talk is a folder that holds ${TALK_FILE} and a deck.`,
      { cause: error },
    );
  });
  const entries = listed
    .filter(({ name }) => !name.startsWith("."))
    .map(async (entry) => {
      const isFolder = entry.isSymbolicLink() ? await isFolderBehind(join(folder, entry.name)) : entry.isDirectory();
      return { name: entry.name, isFolder };
    });
  return (await Promise.all(entries)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

const isFolderBehind = async (link: string): Promise<boolean> =>
  (await stat(link).catch(() => undefined))?.isDirectory() ?? false;

async function readSettingsFile(folder: string, entries: readonly Entry[]): Promise<ReadSettings & { problems: Problem[] }> {
  const alone = (message: string): { problems: Problem[] } => ({ problems: [{ file: TALK_FILE, message }] });
  if (!entries.some(({ name, isFolder }) => name === TALK_FILE && !isFolder)) {
    const files = entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
    const meant = files.find((name) => /\.ya?ml$/i.test(name) && likeliest(name, [TALK_FILE, "talk.yaml"]));
    return alone(meant ? `it is missing: rename ${meant} to ${TALK_FILE}` : "it is missing: talks/README.md shows one");
  }
  const { size } = await stat(join(folder, TALK_FILE));
  if (size > MOST_BYTES) return alone(`it has ${size} bytes: that is no talk's settings`);
  const { problems, ...read } = readSettings(await readFile(join(folder, TALK_FILE), "utf8"));
  return { ...read, problems: problems.map((problem) => ({ file: TALK_FILE, ...problem })) };
}

async function readDeckFile(
  folder: string,
  entries: readonly Entry[],
  wanted: ReadSettings["deck"],
): Promise<{ deck?: string; slides?: number; problems: Problem[] }> {
  const found = findDeck(entries, wanted?.name);
  if ("problem" in found) {
    const place = wanted ? { file: TALK_FILE, line: wanted.line } : { file: "" };
    return { problems: [{ ...place, message: found.problem }] };
  }
  const deck = join(folder, found.deck);
  try {
    return { deck, slides: await countPages(deck), problems: [] };
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    return { problems: [{ file: found.deck, message: error.message }] };
  }
}

/** The files of the folder of notes; folders in it have a slash behind their names. */
async function notesFiles(folder: string, entries: readonly Entry[]): Promise<NotesFile[]> {
  if (!entries.some(({ name, isFolder }) => name === NOTES && isFolder)) return [];
  const listed = await entriesOf(join(folder, NOTES));
  return Promise.all(
    listed.map(async ({ name, isFolder }) =>
      isFolder ? { name: `${name}/`, bytes: new Uint8Array() } : { name, bytes: await readFile(join(folder, NOTES, name)) },
    ),
  );
}

/** Notes that would be passed over in silence: their folder has another name, or is none. */
function misplaced(entries: readonly Entry[]): Problem[] {
  const notes = entries.find(({ name }) => name === NOTES);
  if (notes) return notes.isFolder ? [] : [{ file: NOTES, message: `it is a file: ${NOTES} is a folder with a file a slide` }];
  return entries
    .filter(({ name, isFolder }) => isFolder && likeliest(name, [NOTES]) !== undefined)
    .map(({ name }) => ({ file: name, message: `are these the speaker's notes? Rename the folder to ${NOTES}` }));
}
