import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Conditions } from "./conditions.ts";
import type { Corners } from "./homography.ts";
import type { Level, PhotographSet } from "./levels.ts";
import type { BytesImage } from "./linear-image.ts";
import { NEGATIVES, type NegativeKind } from "./negatives/index.ts";
import { PHOTOGRAPH } from "./photograph.ts";
import { takeNegative, takePositive } from "./take.ts";

export interface WriteOptions {
  readonly perSlide: number;
  /** how many photographs without any of the slides */
  readonly negatives: number;
  readonly levels: readonly Level[];
  readonly set: PhotographSet;
  readonly seed: string;
  /** pages of other decks, to be on the screen in negatives */
  readonly otherPages: readonly BytesImage[];
  readonly onProgress?: (done: number, total: number) => void;
}

/** One photograph, as `truth.json` tells it. */
export interface Truth {
  readonly photo: string;
  /** counted from 1; null when none of the deck's slides is on it */
  readonly slide: number | null;
  /** what is on it instead */
  readonly negative?: NegativeKind;
  readonly level: Level;
  /** the screen's corners in the photograph, the first pixel's centre being at 0: top left, top right, bottom right, bottom left */
  readonly corners?: Corners;
  readonly conditions: Conditions;
}

export interface TruthFile {
  readonly version: 1;
  readonly seed: string;
  readonly set: PhotographSet;
  readonly width: number;
  readonly height: number;
  readonly photographs: readonly Truth[];
}

/** There is something in the folder that would be mixed with what is to be written. */
export class FolderNotEmpty extends Error {
  override readonly name = "FolderNotEmpty";
}

const TRUTH_FILE = "truth.json";
const OURS = /^(slide-\d+-\d+|negative-\d+)\.jpg$/;

/** Before anything long is done: is the folder empty, or not there yet? @throws FolderNotEmpty */
export async function requireEmptyFolder(folder: string): Promise<void> {
  const inside = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (inside.length === 0) return;
  throw new FolderNotEmpty(
    inside.every((name) => OURS.test(name))
      ? `${folder} holds photographs without ${TRUTH_FILE}, of a run that was stopped: remove it, or name another folder.`
      : `${folder} is not empty: name another folder, or empty it.`,
  );
}

/**
 * Photographs a deck into a folder, and the truth about each into its `truth.json`. The same pages, options and seed
 * give the same bytes.
 * @throws FolderNotEmpty
 */
export async function writePhotographs(pages: readonly BytesImage[], folder: string, options: WriteOptions): Promise<TruthFile> {
  await requireEmptyFolder(folder);
  await mkdir(folder, { recursive: true });
  const { perSlide, levels, set, seed, otherPages, onProgress } = options;
  const total = pages.length * perSlide + options.negatives;
  const photographs: Truth[] = [];
  const level = (): Level => levels[photographs.length % levels.length] ?? "medium";
  const keep = async (photo: string, jpeg: Uint8Array, truth: Omit<Truth, "photo">): Promise<void> => {
    await writeFile(join(folder, photo), jpeg);
    photographs.push({ photo, ...truth });
    onProgress?.(photographs.length, total);
  };
  for (const [i, page] of pages.entries()) {
    for (let number = 1; number <= perSlide; number++) {
      const name = `slide-${String(i + 1).padStart(3, "0")}-${number}`;
      const wanted = { set, level: level(), seed: `${seed}/${name}` };
      const { jpeg, ...truth } = await takePositive(page, wanted);
      await keep(`${name}.jpg`, jpeg, { slide: i + 1, level: wanted.level, ...truth });
    }
  }
  const kinds = NEGATIVES.filter((kind) => kind !== "other deck" || otherPages.length > 0);
  for (let number = 1; number <= options.negatives; number++) {
    const negative = kinds[number % kinds.length] ?? "room";
    const name = `negative-${String(number).padStart(3, "0")}`;
    const wanted = { set, level: level(), seed: `${seed}/${name}` };
    const { jpeg, ...truth } = await takeNegative(negative, otherPages, wanted);
    await keep(`${name}.jpg`, jpeg, { slide: null, negative, level: wanted.level, ...truth });
  }
  const file: TruthFile = { version: 1, seed, set, ...PHOTOGRAPH, photographs };
  await writeFile(join(folder, TRUTH_FILE), `${JSON.stringify(file, null, 2)}\n`);
  return file;
}
