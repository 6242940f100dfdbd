/** A reader of a talk's live page, who asks for the feed again and again and notes when each entry came. */
import { setTimeout as delay } from "node:timers/promises";
import type { FeedItem } from "../../e2e/support/test-talk.ts";

export class Reader {
  readonly #address: string;
  readonly #every: number;
  readonly #seen = new Map<string, number>();
  #etag = "";
  #looking: Promise<void> | undefined;

  /** @param every milliseconds between two looks */
  constructor(siteUrl: string, talk: string, every: number) {
    this.#address = `${siteUrl}/live/${talk}/feed.json`;
    this.#every = every;
  }

  /** When the entry could be fetched first, in milliseconds since the epoch; undefined when it is not there after `patience`. */
  async sees(entry: string, patience: number): Promise<number | undefined> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
      const seen = this.#seen.get(entry);
      if (seen !== undefined) return seen;
      await this.#lookInTurn();
    }
    return undefined;
  }

  /** Whatever it waits for, it looks once at a time. */
  #lookInTurn(): Promise<void> {
    this.#looking ??= this.look()
      .then(() => delay(this.#every))
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  /** Looks all the while, until `signal` aborts, whether it waits for an entry or not. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await this.#lookInTurn();
  }

  /** Asks for the feed once. */
  async look(): Promise<void> {
    const answer = await fetch(this.#address, { headers: { "if-none-match": this.#etag } });
    if (answer.status === 200) {
      const { items } = (await answer.json()) as { items: readonly FeedItem[] };
      this.#etag = answer.headers.get("etag") ?? "";
      const now = Date.now();
      for (const { _lectern } of items) if (!this.#seen.has(_lectern.entry)) this.#seen.set(_lectern.entry, now);
    } else await answer.arrayBuffer();
  }
}
