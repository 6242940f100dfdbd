/** One metric's data: a distribution for each unit and each span of a second or a minute. */
import type { Metric } from "../metric.ts";
import type { Datum } from "./day-file.ts";
import { Distribution } from "./distribution.ts";

/** What was recorded within one span. Times in seconds since the epoch. */
export interface Span {
  readonly at: number;
  readonly resolution: number;
  readonly unit: string;
  readonly distribution: Distribution;
}

export class Series {
  readonly metric: Metric;
  readonly #spans = new Map<string, Span>();
  #latest = 0;

  constructor(metric: Metric) {
    this.metric = metric;
  }

  /** When the last span begins. */
  get latest(): number {
    return this.#latest;
  }

  get empty(): boolean {
    return this.#spans.size === 0;
  }

  add({ at, resolution, unit, values = [], set }: Datum): void {
    const key = `${at} ${resolution} ${unit}`;
    const span = this.#spans.get(key) ?? { at, resolution, unit, distribution: new Distribution() };
    this.#spans.set(key, span);
    for (const [value, count] of values) span.distribution.add(value, count);
    if (set) span.distribution.addSet(set);
    this.#latest = Math.max(this.#latest, at);
  }

  /** Those that begin at or after `from` and before `to`. */
  between(from: number, to: number): Span[] {
    return [...this.#spans.values()].filter(({ at }) => at >= from && at < to);
  }

  dropBefore(time: number): void {
    for (const [key, { at }] of this.#spans) if (at < time) this.#spans.delete(key);
  }
}
