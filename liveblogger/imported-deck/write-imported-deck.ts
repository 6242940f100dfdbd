import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Deck } from "../deck/contract.ts";
import { writeIndex } from "../recogniser/index-file.ts";
import { DECK_FILE, type DeckFile, FORMAT, INDEX_FILE, PICTURES, VERSION } from "./contract.ts";
import { FolderTaken } from "./errors.ts";
import { isImportedDeck } from "./read-imported-deck.ts";

/**
 * Writes the deck as a folder, in place of an earlier import.
 * @throws FolderTaken
 */
export async function writeImportedDeck(folder: string, { pages, index, identical }: Deck): Promise<void> {
  await checkFolder(folder);
  const place = resolve(folder);
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
    await rename(place, join(work, "old")).catch(ignoreMissing);
    await rename(whole, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Before anything long is done: may a deck be written there? @throws FolderTaken */
export async function checkFolder(folder: string): Promise<void> {
  const inside = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new FolderTaken(`${folder} is a file: name a folder for the deck.`);
    throw error;
  });
  if (inside.length > 0 && !(await isImportedDeck(folder)))
    throw new FolderTaken(`${folder} holds something else than an imported deck: name a new folder, or empty it.`);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
