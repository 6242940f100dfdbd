/** Photographs that wait to be sent, in a folder: as many as fit, the newest first, whatever happens to the program. */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ageOf, type CameraClock, momentOf } from "../../../website/src/camera/age.ts";
import type { Counts } from "../../../website/src/camera/counts.ts";
import { OLDEST, type Queue, type Queued, type Room } from "../../../website/src/camera/queue.ts";
import { fileNameOf, type Waiting, waitingOf } from "./file-name.ts";
import { lock } from "./lock.ts";

/** While the disk is full, so many are kept in memory instead. */
const IN_MEMORY = 3;
const NO_SPACE = ["ENOSPC", "EDQUOT"];

interface Kept extends Waiting, Queued {
  /** absent when it is on the disk */
  readonly bytes?: Uint8Array;
}

/** What writes files; the tests have a disk that is full. */
export type WriteFile = (path: string, bytes: Uint8Array) => Promise<void>;

export class PhotoQueue implements Queue {
  readonly #folder: string;
  readonly #room: Room;
  readonly #clock: CameraClock;
  readonly #counts: Counts;
  readonly #write: WriteFile;
  readonly #unlock: () => Promise<void>;
  /** the oldest first */
  readonly #waiting: Kept[] = [];
  #bytes = 0;
  #hear: () => void = () => {};

  private constructor(folder: string, { room, clock, counts, write = writeDurably }: QueueOptions, unlock: () => Promise<void>) {
    this.#folder = folder;
    this.#room = room;
    this.#clock = clock;
    this.#counts = counts;
    this.#write = write;
    this.#unlock = unlock;
  }

  /** Takes up what waits in the folder, and removes what was half written. @throws QueueInUse */
  static async open(folder: string, options: QueueOptions): Promise<PhotoQueue> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const queue = new PhotoQueue(folder, options, await lock(folder));
    for (const name of await readdir(folder)) {
      const waiting = waitingOf(name);
      if (waiting) queue.#waiting.push({ ...waiting, isFound: true });
      else if (name.endsWith(".part")) await rm(join(folder, name), { force: true });
    }
    const { clock } = options;
    queue.#waiting.sort((one, other) => ageOf(other.moment, clock) - ageOf(one.moment, clock));
    queue.#bytes = queue.#waiting.reduce((sum, { size }) => sum + size, 0);
    await queue.#makeRoom();
    return queue;
  }

  get size(): number {
    return this.#waiting.length;
  }

  async put(bytes: Uint8Array, takenAt: number): Promise<void> {
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    const photo: Kept = { moment: momentOf(this.#clock, takenAt), hash, size: bytes.length, isFound: false };
    const name = fileNameOf(photo);
    if (this.#waiting.some((other) => fileNameOf(other) === name)) return;
    this.#keep((await this.#store(name, bytes)) ? photo : { ...photo, bytes });
    this.#counts.kept += 1;
    await this.#makeRoom();
    this.#hear();
  }

  async newest(): Promise<Kept | undefined> {
    await this.#makeRoom();
    return this.#waiting.at(-1);
  }

  ageOf({ moment }: Queued): number {
    return ageOf(moment, this.#clock);
  }

  /** Bytes are lost when the file is gone, or is not what was written. */
  async read(photo: Queued): Promise<Uint8Array | undefined> {
    const { bytes, hash, ...kept } = photo as Kept;
    if (bytes) return bytes;
    const stored = await readFile(join(this.#folder, fileNameOf({ ...kept, hash }))).catch(() => undefined);
    if (stored && createHash("sha256").update(stored).digest("hex").startsWith(hash)) return stored;
    this.#counts.dropped += 1;
    await this.remove(photo);
    return undefined;
  }

  async remove(photo: Queued): Promise<void> {
    const at = this.#waiting.indexOf(photo as Kept);
    if (at < 0) return;
    const [kept] = this.#waiting.splice(at, 1) as [Kept];
    this.#bytes -= kept.size;
    if (!kept.bytes) await rm(join(this.#folder, fileNameOf(kept)), { force: true });
  }

  more(stopped: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stopped.removeEventListener("abort", done);
        resolve();
      };
      this.#hear = done;
      stopped.addEventListener("abort", done);
      if (stopped.aborted || this.#waiting.length > 0) done();
    });
  }

  /** What waits on the disk stays there. */
  close(): Promise<void> {
    return this.#unlock();
  }

  #keep(photo: Kept): void {
    const younger = this.#waiting.findIndex((other) => ageOf(other.moment, this.#clock) < ageOf(photo.moment, this.#clock));
    this.#waiting.splice(younger < 0 ? this.#waiting.length : younger, 0, photo);
    this.#bytes += photo.size;
  }

  /** Writes a file; on a full disk the oldest photographs make room. False when there are none and it is still full. */
  async #store(name: string, bytes: Uint8Array): Promise<boolean> {
    for (;;) {
      try {
        await this.#write(join(this.#folder, name), bytes);
        return true;
      } catch (error) {
        if (!NO_SPACE.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      }
      const oldest = this.#waiting.find((photo) => !photo.bytes);
      if (!oldest) return false;
      await this.#drop(oldest);
    }
  }

  async #makeRoom(): Promise<void> {
    const isOver = (): boolean => this.#waiting.length > this.#room.photographs || this.#bytes > this.#room.bytes;
    const isOld = (photo: Kept | undefined): boolean => photo !== undefined && ageOf(photo.moment, this.#clock) > OLDEST;
    while (this.#waiting.length > 0 && (isOver() || isOld(this.#waiting[0]))) await this.#drop(this.#waiting[0] as Kept);
    const inMemory = this.#waiting.filter(({ bytes }) => bytes);
    for (const photo of inMemory.slice(0, -IN_MEMORY)) await this.#drop(photo);
  }

  async #drop(photo: Kept): Promise<void> {
    this.#counts.dropped += 1;
    await this.remove(photo);
  }
}

export interface QueueOptions {
  readonly room: Room;
  readonly clock: CameraClock;
  readonly counts: Counts;
  readonly write?: WriteFile;
}

/** Writes a file that is whole or not there. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
