import { mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Deck } from "../deck/contract.ts";
import { writeIndex } from "../recogniser/index-file.ts";
import { DECK_FILE, type DeckFile, FORMAT, INDEX_FILE, PICTURES, VERSION } from "./contract.ts";
import { FolderTaken } from "./errors.ts";
import { wasImportedDeck } from "./read-imported-deck.ts";

/**
 * Writes the deck as a folder, in place of an earlier import.
 * @throws FolderTaken
 */
export async function writeImportedDeck(folder: string, { pages, index, identical }: Deck): Promise<void> {
  await checkFolder(folder);
  const place = await realpath(folder).catch(() => resolve(folder)); // a link stays one
  await mkdir(dirname(place), { recursive: true });
  const work = await mkdtemp(join(dirname(place), `.${basename(place)}-`));
  try {
    const whole = join(work, "new");
    await mkdir(join(whole, PICTURES), { recursive: true });
    const listed = [];
    for (const { picture, ...page } of pages) {
      const path = `${PICTURES}/${String(page.number).padStart(3, "0")}.jpg`;
      await writeFile(join(whole, path), picture);
      listed.push({ ...page, picture: path });
    }
    const file: DeckFile = { format: FORMAT, version: VERSION, pages: listed, identical };
    await writeFile(join(whole, INDEX_FILE), writeIndex(index));
    await writeFile(join(whole, DECK_FILE), `${JSON.stringify(file, null, 2)}\n`);
    const old = join(work, "old");
    await rename(place, old).catch(ignoreMissing);
    await rename(whole, place).catch(async (error: Error) => {
      await rename(old, place).catch(ignoreMissing);
      throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Before anything long is done: may a deck be written there, in place of an earlier import and of nothing else? @throws FolderTaken */
export async function checkFolder(folder: string): Promise<void> {
  if (folder.trim() === "") throw new FolderTaken("The folder has no name: name one for the deck.");
  const inside = await filesIn(folder);
  if (holdsWorkingFolder(await realpath(folder).catch(() => resolve(folder))))
    throw new FolderTaken(`${folder} is where you are, and would be replaced: name a folder of the deck's own.`);
  if (inside.length === 0) return;
  const other = (await wasImportedDeck(folder)) ? await somethingElse(folder, inside) : inside[0];
  if (other !== undefined)
    throw new FolderTaken(`${folder} holds something else than an imported deck (${other}): name a new folder, or empty it.`);
}

const filesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new FolderTaken(`${folder} is a file: name a folder for the deck.`);
    throw error;
  });

const holdsWorkingFolder = (place: string): boolean => {
  const [first] = relative(place, process.cwd()).split(/[\\/]/, 1);
  return first !== "..";
};

/** What an import wrote, and what a file manager may have left. */
const OURS = new Set([DECK_FILE, INDEX_FILE, PICTURES, ".DS_Store"]);
const PICTURE = /^\d{3,}\.jpg$/;

/** What lies in an imported deck's folder that no import wrote. */
async function somethingElse(folder: string, inside: readonly string[]): Promise<string | undefined> {
  const other = inside.find((name) => !OURS.has(name));
  if (other !== undefined || !inside.includes(PICTURES)) return other;
  const picture = (await filesIn(join(folder, PICTURES))).find((name) => !PICTURE.test(name));
  return picture && `${PICTURES}/${picture}`;
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
