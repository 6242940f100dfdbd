import { opendir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { CameraClock } from "../../../website/src/camera/age.ts";
import { CaptureFailed } from "../../../website/src/camera/errors.ts";
import type { Photograph, Source } from "../../../website/src/camera/source.ts";
import { lookAt } from "../look.ts";
import { wholeJpeg } from "./jpeg.ts";

const MOST_BYTES = 32 * 1024 * 1024;

/** A file as it was when it was looked at. */
interface Seen {
  readonly path: string;
  readonly changed: number;
  readonly size: number;
}

/** A folder that another program fills: its newest picture, once. Nothing in it is changed. */
export class WatchedFolder implements Source {
  readonly #folder: string;
  readonly #clock: CameraClock;
  #last: Seen | undefined;

  constructor(folder: string, clock: CameraClock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  get name(): string {
    return `the folder ${this.#folder}`;
  }

  /** A picture that is still being written is no whole JPEG: it is looked at again the next time. */
  async next(): Promise<Photograph | undefined> {
    const newest = await this.#newest();
    if (newest === undefined || isSame(newest, this.#last)) return undefined;
    if (newest.size > MOST_BYTES) throw new CaptureFailed("too large", `${newest.path} has ${newest.size} bytes.`);
    const bytes = await readFile(newest.path).catch((error: Error) => {
      throw new CaptureFailed("died", `${newest.path} can't be read: ${error.message}`);
    });
    const whole = wholeJpeg(bytes);
    if (!whole) throw new CaptureFailed("no whole JPEG", `${newest.path} is no whole JPEG.`);
    this.#last = newest;
    return { ...whole, takenAt: this.#clock.now(), look: () => lookAt(whole.bytes) };
  }

  async #newest(): Promise<Seen | undefined> {
    let newest: Seen | undefined;
    try {
      for await (const { name } of await opendir(this.#folder)) {
        if (![".jpg", ".jpeg"].includes(extname(name).toLowerCase())) continue;
        const path = join(this.#folder, name);
        const found = await stat(path).catch(() => undefined); // gone since
        if (!found?.isFile()) continue;
        if (!newest || found.mtimeMs > newest.changed || (found.mtimeMs === newest.changed && path > newest.path))
          newest = { path, changed: found.mtimeMs, size: found.size };
      }
    } catch (error) {
      throw new CaptureFailed("not found", `The folder ${this.#folder} can't be read: ${(error as Error).message}`);
    }
    return newest;
  }
}

const isSame = (one: Seen, other: Seen | undefined): boolean =>
  one.path === other?.path && one.changed === other.changed && one.size === other.size;
