/**
 * Work that was accepted and is not done yet, one file an item, so that a process that is killed at
 * any moment finds all of it again. Items are handled at least once, in no promised order.
 */
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../contracts.ts";
import { removeDurably, writeFileAtomically } from "./atomic-file.ts";
import { isDiskFull } from "./disk-full.ts";
import { makeFolder } from "./folders.ts";

/** An accepted item as it lies on disk. Times are milliseconds since the epoch. */
export interface QueuedItem<Item> {
  readonly id: string;
  readonly acceptedAt: number;
  /** How often it was tried, without the attempts that a killed process did not see to the end. */
  readonly attempts: number;
  /** Not handled before this time. */
  readonly dueAt: number;
  readonly item: Item;
}

/**
 * What became of an attempt. A retry `counted: false` leaves `attempts` as it was (a throttled
 * delivery is none) and may keep another `item`; an item given up goes to the folder `dead`, with the reason.
 */
export type Outcome<Item = never> =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly at: number; readonly counted: boolean; readonly item?: Item }
  | { readonly kind: "given-up"; readonly reason: string };

export interface DurableQueueOptions<Item> {
  readonly folder: string;
  readonly clock: Clock;
  /** Tries one item. Must not throw: what it throws keeps the item for the next start. */
  handle(queued: QueuedItem<Item>): Promise<Outcome<Item>>;
}

/** When the outcome of an attempt finds no space on the disk, the item is tried again after so many milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/** A durable queue: see the file's comment. Handles nothing before `start`. */
export class DurableQueue<Item> {
  readonly #options: DurableQueueOptions<Item>;
  readonly #timers = new Map<string, () => void>();
  readonly #underWay = new Set<Promise<void>>();
  #running = false;

  constructor(options: DurableQueueOptions<Item>) {
    this.#options = options;
    makeFolder(options.folder);
  }

  /** Puts the item on disk, then returns its id. */
  accept(item: Item, id: string = randomUUID()): string {
    const now = this.#options.clock.now();
    const queued: QueuedItem<Item> = { id, acceptedAt: now, attempts: 0, dueAt: now, item };
    this.#write(queued);
    if (this.#running) this.#schedule(queued);
    return id;
  }

  /** Takes up everything that lies in the folder. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    const { folder } = this.#options;
    for (const name of readdirSync(folder)) {
      if (name.endsWith(".json")) this.#schedule(JSON.parse(readFileSync(join(folder, name), "utf8")));
      // What a killed process did not finish writing, it did not accept.
      else if (name.endsWith(".tmp")) rmSync(join(folder, name));
    }
  }

  /** Begins nothing more, and ends when every attempt under way has ended; their outcomes change nothing on disk. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    await Promise.all(this.#underWay);
  }

  #schedule(queued: QueuedItem<Item>): void {
    const { clock } = this.#options;
    const begin = () => {
      this.#timers.delete(queued.id);
      const attempt = this.#try(queued).finally(() => this.#underWay.delete(attempt));
      this.#underWay.add(attempt);
    };
    if (queued.dueAt <= clock.now()) begin();
    else this.#timers.set(queued.id, clock.at(queued.dueAt, begin));
  }

  async #try(queued: QueuedItem<Item>): Promise<void> {
    const outcome = await this.#options.handle(queued).catch(() => undefined);
    if (!this.#running || outcome === undefined) return;
    const { clock } = this.#options;
    try {
      this.#settle(queued, outcome);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      this.#schedule({ ...queued, dueAt: Math.max(clock.now() + LOOK_AGAIN_MS, outcome.kind === "retry" ? outcome.at : 0) });
    }
  }

  /** Puts on disk what became of an attempt. */
  #settle(queued: QueuedItem<Item>, outcome: Outcome<Item>): void {
    if (outcome.kind === "retry") {
      const { at: dueAt, counted, item = queued.item } = outcome;
      const next = { ...queued, attempts: queued.attempts + (counted ? 1 : 0), dueAt, item };
      this.#write(next);
      this.#schedule(next);
    } else if (outcome.kind === "given-up") {
      const dead = { ...queued, attempts: queued.attempts + 1, reason: outcome.reason };
      writeFileAtomically(join(this.#options.folder, "dead", `${queued.id}.json`), JSON.stringify(dead));
      removeDurably(this.#path(queued.id));
    } else {
      removeDurably(this.#path(queued.id));
    }
  }

  #path(id: string): string {
    return join(this.#options.folder, `${id}.json`);
  }

  #write(queued: QueuedItem<Item>): void {
    writeFileAtomically(this.#path(queued.id), JSON.stringify(queued));
  }
}
