/** All metrics of the last fifteen days, in memory, and by day on disk. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keyOf, type Metric } from "../metric.ts";
import { type Datum, DayFile } from "./day-file.ts";
import { Series } from "./series.ts";

const day = 86_400;
/** As long as CloudWatch keeps data by the minute. */
const retention = 15 * day;
/** A function that names its metrics without end must not fill the memory of everybody. */
const mostMetrics = 10_000;
/** A day's file that has grown past this is written anew with what its lines add up to. */
const crowded = 8 * 1024 ** 2;

/** Times in seconds since the epoch. */
export class MetricStore {
  readonly #folder: string;
  readonly #crowded: number;
  readonly #series = new Map<string, Series>();
  readonly #days = new Map<number, { readonly file: DayFile; limit: number }>();

  /** Takes up what the folder has. `crowdedAt` is in bytes. */
  constructor(folder: string, now: number, crowdedAt = crowded) {
    this.#folder = folder;
    this.#crowded = crowdedAt;
    for (const name of readdirSync(folder)) {
      if (name.endsWith(".tmp")) rmSync(join(folder, name));
      const begin = Date.parse(name.replace(/\.jsonl$/, "")) / 1000;
      if (!name.endsWith(".jsonl") || Number.isNaN(begin)) continue;
      for (const datum of this.#day(begin).file.read()) this.#add(datum);
    }
    this.#expire(now);
  }

  /** Durable when it returns: in the kernel, or with `flush` on the disk. */
  record(data: readonly Datum[], now: number, flush: boolean): void {
    const accepted = data.filter((datum) => this.#add(datum));
    for (const [begin, ofDay] of Map.groupBy(accepted, ({ at }) => dayOf(at))) {
      if (!this.#days.has(begin)) this.#expire(now);
      const { file, limit } = this.#day(begin);
      file.append(ofDay, flush);
      if (file.bytes > limit) this.#compact(begin);
    }
  }

  find(metric: Metric): Series | undefined {
    return this.#series.get(keyOf(metric));
  }

  all(): Series[] {
    return [...this.#series.values()];
  }

  /** False when there are too many metrics for one more. */
  #add(datum: Datum): boolean {
    const { namespace, name, dimensions } = datum;
    const key = keyOf(datum);
    const series = this.#series.get(key) ?? new Series({ namespace, name, dimensions });
    if (!this.#series.has(key) && this.#series.size >= mostMetrics) return false;
    this.#series.set(key, series);
    series.add(datum);
    return true;
  }

  #day(begin: number): { readonly file: DayFile; limit: number } {
    const known = this.#days.get(begin);
    if (known) return known;
    const name = `${new Date(begin * 1000).toISOString().slice(0, 10)}.jsonl`;
    const opened = { file: new DayFile(join(this.#folder, name)), limit: this.#crowded };
    this.#days.set(begin, opened);
    return opened;
  }

  #compact(begin: number): void {
    const opened = this.#day(begin);
    const data = this.all().flatMap((series) =>
      series
        .between(begin, begin + day)
        .map(({ distribution, ...span }): Datum => ({ ...series.metric, ...span, ...distribution.summary() })),
    );
    opened.file.replace(data);
    opened.limit = Math.max(this.#crowded, 2 * opened.file.bytes);
  }

  #expire(now: number): void {
    const oldest = dayOf(now - retention);
    for (const [begin, { file }] of this.#days) {
      if (begin >= oldest) continue;
      file.remove();
      this.#days.delete(begin);
    }
    for (const [key, series] of this.#series) {
      series.dropBefore(oldest);
      if (series.empty) this.#series.delete(key);
    }
  }
}

const dayOf = (time: number) => Math.floor(time / day) * day;
