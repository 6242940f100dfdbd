/** What the edge keeps of origins' answers: in memory only, bounded, the least recently used goes first. */
import { LRUCache } from "lru-cache";
import type { EdgeResponse } from "./messages.ts";

/** Bytes of bodies that all distributions keep together. */
const CAPACITY = 256 * 1024 * 1024;
/** Bytes that an entry costs beside its body. */
const OVERHEAD = 1_024;

export interface CachedResponse {
  readonly response: EdgeResponse;
  /** The path by which invalidations name it. */
  readonly uri: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  readonly freshUntil: number;
}

/** The cache of one distribution. */
export class EdgeCache {
  readonly #entries = new LRUCache<string, CachedResponse>({
    maxSize: CAPACITY,
    sizeCalculation: ({ response }) => response.body.byteLength + OVERHEAD,
  });

  get(key: string): CachedResponse | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: CachedResponse): void {
    this.#entries.set(key, entry);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets every entry whose path the test takes. */
  invalidate(test: (uri: string) => boolean): void {
    for (const [key, { uri }] of [...this.#entries.entries()]) if (test(uri)) this.#entries.delete(key);
  }
}
