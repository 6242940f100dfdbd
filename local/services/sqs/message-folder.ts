/** A queue's messages on disk, one file each, and in memory. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { removeDurably, writeFileAtomically } from "../../store/atomic-file.ts";
import { type Message, messageSchema } from "./message.ts";

/** Every change is on disk when its method returns. */
export class MessageFolder {
  readonly #folder: string;
  readonly #messages = new Map<string, Message>();

  /** Takes up what is in `folder`, which may be new. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const found = readdirSync(folder).flatMap((file) => readOrRemove(join(folder, file)));
    for (const message of found.sort((one, other) => one.ordinal - other.ordinal)) this.#messages.set(message.id, message);
  }

  /** In the order in which they were sent. */
  all(): Message[] {
    return [...this.#messages.values()];
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  nextOrdinal(): number {
    return Math.max(0, ...[...this.#messages.values()].map(({ ordinal }) => ordinal)) + 1;
  }

  put(message: Message): void {
    writeFileAtomically(this.#path(message.id), JSON.stringify(message));
    this.#messages.set(message.id, message);
  }

  remove(id: string): void {
    removeDurably(this.#path(id));
    this.#messages.delete(id);
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

/** What does not end in `.json` is a write that never finished. */
function readOrRemove(path: string): Message[] {
  if (path.endsWith(".json")) return [messageSchema.parse(JSON.parse(readFileSync(path, "utf8")))];
  rmSync(path);
  return [];
}
