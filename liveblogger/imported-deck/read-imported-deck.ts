import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { loadIndex } from "../recogniser/index.ts";
import {
  DECK_FILE,
  type DeckFile,
  FORMAT,
  type ImportedDeck,
  type ImportedPage,
  INDEX_FILE,
  PICTURES,
  VERSION,
} from "./contract.ts";
import { ImportedDeckDamaged, ImportedDeckOfAnotherVersion } from "./errors.ts";

/** Whether the folder says that it is an imported deck, of whatever version and in whatever state. */
export const isImportedDeck = async (folder: string): Promise<boolean> => (await readHead(folder))?.format === FORMAT;

/** The same, also when `deck.json` was lost or cut off: the index and the pictures tell. Such a folder can't be read, but is no folder of pictures. */
export async function wasImportedDeck(folder: string): Promise<boolean> {
  if (await isImportedDeck(folder)) return true;
  const [index, pictures] = await Promise.all(
    [INDEX_FILE, PICTURES].map((name) => stat(join(folder, name)).catch(() => undefined)),
  );
  return (index?.isFile() && pictures?.isDirectory()) ?? false;
}

/**
 * Reads what `writeImportedDeck` wrote; the pictures stay where they are.
 * @throws ImportedDeckOfAnotherVersion, ImportedDeckDamaged, and what `loadIndex` throws
 */
export async function readImportedDeck(folder: string): Promise<ImportedDeck> {
  const file = await readHead(folder);
  if (file?.format !== FORMAT) throw damaged(folder, `${DECK_FILE} is missing or broken`);
  if (file.version !== VERSION)
    throw new ImportedDeckOfAnotherVersion(
      `The deck in ${folder} was imported by another version of Lectern (${file.version}, not ${VERSION}): import it again.`,
    );
  const { pages, identical } = file;
  if (!Array.isArray(pages) || !Array.isArray(identical) || !pages.every(isPage)) throw damaged(folder, `${DECK_FILE} is broken`);
  const bytes = await readFile(join(folder, INDEX_FILE)).catch((error: Error) => {
    throw damaged(folder, error.message);
  });
  const index = loadIndex(bytes);
  if (index.slideCount !== pages.length)
    throw damaged(folder, `its index knows ${index.slideCount} slides and ${DECK_FILE} ${pages.length}`);
  return { pages, identical, index };
}

/** The bytes of a page's picture. @throws ImportedDeckDamaged */
export const readPicture = (folder: string, { picture }: ImportedPage): Promise<Buffer> =>
  readFile(join(folder, picture)).catch((error: Error) => {
    throw damaged(folder, error.message);
  });

/** `deck.json`, as far as it is JSON: what it holds is still to be checked. */
async function readHead(folder: string): Promise<Partial<DeckFile> | undefined> {
  try {
    const head: unknown = JSON.parse(await readFile(join(folder, DECK_FILE), "utf8"));
    return typeof head === "object" && head !== null ? head : undefined;
  } catch {
    return undefined;
  }
}

const isPage = (page: unknown, at: number): boolean => {
  if (typeof page !== "object" || page === null) return false;
  const { number, ...texts } = page as Record<string, unknown>;
  return number === at + 1 && ["title", "text", "notes", "picture"].every((name) => typeof texts[name] === "string");
};

/** @param why what is wrong, in a few words */
export const damaged = (folder: string, why: string, cause?: Error): ImportedDeckDamaged =>
  new ImportedDeckDamaged(`The imported deck in ${folder} is damaged (${why}): import it again.`, cause && { cause });
