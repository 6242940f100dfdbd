import { cp, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { findPictures } from "../../liveblogger/deck/find-pictures.ts";
import { openDeck } from "../../liveblogger/deck/index.ts";
import { titlesOf } from "../../liveblogger/deck/title.ts";
import { DECK_FOLDER } from "../../liveblogger/talk/deck-file.ts";
import { NOTES } from "../../liveblogger/talk/notes.ts";
import { TALK_FILE } from "../../liveblogger/talk/settings.ts";
import { slugProblem } from "../../liveblogger/talk/slug.ts";
import { UserError, WrongUse } from "../errors.ts";
import { explainingDecks } from "../explain-deck.ts";
import { git } from "../git.ts";
import { dayIn, notesFiles, talkYaml, titleOfName } from "./skeleton.ts";

export interface NewTalk {
  readonly folder: string;
  readonly talk: string;
  readonly title: string;
  readonly speaker: string;
  readonly date: string;
  readonly timeZone: string;
  /** absent without a deck */
  readonly slides?: number;
  /** files for notes that were made, empty */
  readonly notes: readonly string[];
}

/** Makes a talk's folder, which must not be there or be empty. @throws WrongUse, UserError, NotFound */
export async function newTalk(folder: string, deck: string | undefined): Promise<NewTalk> {
  const talk = basename(resolve(folder));
  const problem = slugProblem(talk);
  if (problem) throw new WrongUse(`${folder}: ${problem}`);
  const isTaken = (await readdir(folder).catch(() => [])).length > 0 || (await isFile(folder));
  if (isTaken) throw new UserError(`${folder} is there already: name another folder, or empty it.`);
  const read = deck === undefined ? undefined : await explainingDecks(() => readOutline(deck));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const settings = {
    title: read?.title || titleOfName(talk),
    speaker: await speaker(),
    date: dayIn(timeZone, new Date()),
    timeZone,
  };
  const notes = notesFiles(read?.notes ?? []);
  await mkdir(join(folder, NOTES), { recursive: true });
  await writeFile(join(folder, TALK_FILE), talkYaml(settings));
  for (const name of notes) await writeFile(join(folder, NOTES, name), "");
  if (deck !== undefined) await copyDeck(deck, folder);
  return { folder, talk, ...settings, ...(read && { slides: read.notes.length }), notes };
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;

/** Who speaks: as git knows, or the machine. */
async function speaker(): Promise<string> {
  const name = await git(".", "config", "user.name").catch(() => "");
  return name || userInfo().username;
}

/** The first slide's title, and each slide's notes. */
async function readOutline(deck: string): Promise<{ title: string; notes: readonly string[] }> {
  const { source, notes } = await openDeck(deck);
  try {
    const texts: string[] = [];
    for (let number = 1; number <= source.count; number++) texts.push((await source.read(number)).text);
    return { title: titlesOf(texts)[0] ?? "", notes: notes ?? texts.map(() => "") };
  } finally {
    source.close();
  }
}

/** The deck, with the export that a .pptx has beside it. */
async function copyDeck(deck: string, folder: string): Promise<void> {
  if ((await stat(deck)).isDirectory()) return cp(deck, join(folder, DECK_FOLDER), { recursive: true });
  await cp(deck, join(folder, basename(deck)));
  if (extname(deck).toLowerCase() !== ".pptx") return;
  const pictures = await findPictures(deck);
  await cp(pictures, join(folder, basename(pictures)), { recursive: true });
}
