/** Photographs that wait to be sent, in the browser's database: they outlive the page. */
import { ageOf, type CameraClock, type Moment, momentOf } from "../camera/age.ts";
import type { Counts } from "../camera/counts.ts";
import { OLDEST, type Queue, type Queued, type Room } from "../camera/queue.ts";

const STORE = "photographs";

interface Kept extends Queued {
  readonly id: number;
  readonly size: number;
  /** only where the database has no room for it */
  readonly bytes?: Uint8Array;
}

interface Row {
  readonly moment: Moment;
  readonly bytes: Uint8Array;
}

interface QueueOptions {
  readonly room: Room;
  readonly clock: CameraClock;
  readonly counts: Counts;
}

// Gatsby knows no private methods of JavaScript's own.
export class BrowserQueue implements Queue {
  readonly #database: IDBDatabase;
  readonly #options: QueueOptions;
  /** the oldest first */
  readonly #waiting: Kept[] = [];
  #nextInMemory = -1;
  #hear: () => void = () => {};

  private constructor(database: IDBDatabase, options: QueueOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** Takes up what waits for the talk. */
  static async open(talk: string, options: QueueOptions): Promise<BrowserQueue> {
    const opening = indexedDB.open(`lectern-camera ${talk}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { autoIncrement: true });
    const queue = new BrowserQueue(await done(opening), options);
    const store = queue.store("readonly");
    const [ids, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll() as IDBRequest<Row[]>)]);
    for (const [i, { moment, bytes }] of rows.entries())
      queue.#waiting.push({ id: ids[i] as number, moment, size: bytes.length, isFound: true });
    queue.#waiting.sort((one, other) => queue.ageOf(other) - queue.ageOf(one));
    await queue.makeRoom();
    return queue;
  }

  get size(): number {
    return this.#waiting.length;
  }

  async put(bytes: Uint8Array, takenAt: number): Promise<void> {
    const moment = momentOf(this.#options.clock, takenAt);
    const kept = { moment, size: bytes.length, isFound: false };
    this.#options.counts.kept += 1;
    try {
      const id = (await done(this.store("readwrite").add({ moment, bytes }))) as number;
      this.#waiting.push({ ...kept, id });
    } catch {
      // The database is full, or the browser allows none: it is sent from memory.
      this.#waiting.push({ ...kept, id: this.#nextInMemory--, bytes });
    }
    await this.makeRoom();
    this.#hear();
  }

  async newest(): Promise<Kept | undefined> {
    await this.makeRoom();
    return this.#waiting.at(-1);
  }

  ageOf({ moment }: Queued): number {
    return ageOf(moment, this.#options.clock);
  }

  async read(photo: Queued): Promise<Uint8Array | undefined> {
    const { id, bytes } = photo as Kept;
    if (bytes) return bytes;
    const row = (await done(this.store("readonly").get(id)).catch(() => undefined)) as Row | undefined;
    if (row) return row.bytes;
    await this.drop(photo as Kept);
    return undefined;
  }

  async remove(photo: Queued): Promise<void> {
    const at = this.#waiting.indexOf(photo as Kept);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    const { id, bytes } = photo as Kept;
    if (!bytes) await done(this.store("readwrite").delete(id));
  }

  more(stopped: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#hear = resolve;
      stopped.addEventListener("abort", () => resolve(), { once: true });
      if (stopped.aborted || this.#waiting.length > 0) resolve();
    });
  }

  close(): void {
    this.#database.close();
  }

  private store(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }

  private async makeRoom(): Promise<void> {
    const { photographs, bytes } = this.#options.room;
    for (let oldest = this.#waiting[0]; oldest; oldest = this.#waiting[0]) {
      const all = this.#waiting.reduce((sum, { size }) => sum + size, 0);
      if (this.#waiting.length <= photographs && all <= bytes && this.ageOf(oldest) <= OLDEST) return;
      await this.drop(oldest);
    }
  }

  private async drop(photo: Kept): Promise<void> {
    this.#options.counts.dropped += 1;
    await this.remove(photo);
  }
}

const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
