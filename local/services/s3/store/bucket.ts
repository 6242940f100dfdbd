/** One bucket: its objects on disk, and an index over them in memory. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { removeDurably, writeFileAtomically } from "../../../store/atomic-file.ts";
import type { ByteRange } from "../rules/range.ts";
import { readBody } from "./body-file.ts";
import { type ObjectRecord, objectRecordSchema } from "./object-record.ts";
import { SortedKeys } from "./sorted-keys.ts";
import { Uploads } from "./uploads.ts";

/**
 * Changes are synchronous: a check of the current object and the change that follows it, with no `await` between,
 * are one step for every other request.
 */
export class Bucket {
  readonly name: string;
  readonly creationDate: Date;
  readonly uploads: Uploads;
  readonly keys: SortedKeys;
  readonly bodiesFolder: string;
  readonly #objectsFolder: string;
  readonly #records = new Map<string, ObjectRecord>();

  /** Takes up what is in `folder`, which may be new. */
  constructor(name: string, creationDate: Date, folder: string) {
    this.name = name;
    this.creationDate = creationDate;
    this.#objectsFolder = join(folder, "objects");
    this.bodiesFolder = join(folder, "bodies");
    mkdirSync(this.#objectsFolder, { recursive: true });
    mkdirSync(this.bodiesFolder, { recursive: true });
    for (const record of readRecords(this.#objectsFolder)) this.#records.set(record.key, record);
    this.keys = new SortedKeys(this.#records.keys());
    this.uploads = new Uploads(join(folder, "uploads"));
    this.#removeOrphans();
  }

  get(key: string): ObjectRecord | undefined {
    return this.#records.get(key);
  }

  /** The bytes of a record that is current now; they stay readable when it is replaced. */
  read(record: ObjectRecord, range?: ByteRange): Readable {
    return readBody(join(this.bodiesFolder, record.body), range);
  }

  /**
   * Makes `record` the object of its key, whole or not at all; its body is in `bodiesFolder` already, and is removed
   * when `check`, which is given the current object, throws.
   */
  put(record: ObjectRecord, check: (current: ObjectRecord | undefined) => void): void {
    const replaced = this.#records.get(record.key);
    try {
      check(replaced);
      writeFileAtomically(this.#recordPath(record.key), JSON.stringify(record));
    } catch (error) {
      this.discard(record.body);
      throw error;
    }
    this.#records.set(record.key, record);
    this.keys.add(record.key);
    if (replaced !== undefined) this.discard(replaced.body);
  }

  delete(key: string): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    removeDurably(this.#recordPath(key));
    this.#records.delete(key);
    this.keys.remove(key);
    this.discard(record.body);
  }

  /** Removes a body that no record names. */
  discard(body: string): void {
    rmSync(join(this.bodiesFolder, body), { force: true });
  }

  /** Keys are hashed: any key is a file name, also where names ignore case or are short. */
  #recordPath(key: string): string {
    return join(this.#objectsFolder, `${createHash("sha256").update(key).digest("hex")}.json`);
  }

  #removeOrphans(): void {
    const named = new Set([...this.#records.values()].map((record) => record.body));
    for (const body of readdirSync(this.bodiesFolder)) if (!named.has(body)) this.discard(body);
  }
}

/** Files that do not end in `.json` are writes that never finished. */
function* readRecords(folder: string): Iterable<ObjectRecord> {
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    if (file.endsWith(".json")) yield objectRecordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    else rmSync(path);
  }
}
