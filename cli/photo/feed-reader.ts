import { setTimeout as delay } from "node:timers/promises";

/** An entry as the feed has it. */
export interface FedEntry {
  readonly entry: string;
  readonly slide?: number;
  readonly title: string;
  readonly time: string;
  readonly returned: readonly string[];
}

const PAUSE = 100;

/** Reads a talk's feed over and over, as open pages do, and remembers when each entry was first there. */
export class FeedReader {
  readonly #url: string;
  readonly #seen = new Map<string, number>();
  readonly #ending = new AbortController();
  #entries: readonly FedEntry[] = [];
  #etag = "";

  constructor(pageUrl: string) {
    this.#url = `${pageUrl}feed.json`;
  }

  /** The entries, newest first, as they were when the feed was read last. */
  get entries(): readonly FedEntry[] {
    return this.#entries;
  }

  /** Reads on until `stop`. What does not answer is asked again: so does the page. */
  async follow(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await this.read().catch(() => {});
      await delay(PAUSE, undefined, { signal }).catch(() => {});
    }
  }

  /** Reads once. */
  async read(): Promise<void> {
    const response = await fetch(this.#url, { headers: this.#etag ? { "if-none-match": this.#etag } : {} });
    if (response.status === 304) return void (await response.body?.cancel());
    if (response.status !== 200) throw new Error(`${this.#url} answered ${response.status}`);
    const { items } = (await response.json()) as { items: readonly FeedItem[] };
    this.#etag = response.headers.get("etag") ?? "";
    this.#entries = items.map(({ title, date_published: time, _lectern }) => ({ title, time, ..._lectern }));
    for (const { entry, returned } of this.#entries)
      for (let times = 0; times <= returned.length; times++) {
        const key = keyOf(entry, times);
        if (!this.#seen.has(key)) this.#seen.set(key, Date.now());
      }
  }

  /** When the entry, with so many returns, was there first: milliseconds since the epoch. Undefined when it is not within `patience`. */
  async seen(entry: string, returns: number, patience: number): Promise<number | undefined> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; await delay(PAUSE)) {
      const at = this.#seen.get(keyOf(entry, returns));
      if (at !== undefined) return at;
    }
    return undefined;
  }

  stop(): void {
    this.#ending.abort();
  }
}

interface FeedItem {
  readonly title: string;
  readonly date_published: string;
  readonly _lectern: Omit<FedEntry, "title" | "time">;
}

const keyOf = (entry: string, returns: number): string => `${entry} ${returns}`;
