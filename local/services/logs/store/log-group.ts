/** One log group: a folder of streams. */
import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LogStream } from "./log-stream.ts";

/** The streams that were written last stay; a function makes one for each of its environments, at every boot. */
const maximumStreams = 100;
const day = 24 * 60 * 60 * 1000;

export class LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  readonly retentionInDays: number | undefined;
  readonly #folder: string;
  readonly #streams = new Map<string, LogStream>();

  /** Takes up the streams in `folder`. */
  constructor(name: string, creationTime: number, retentionInDays: number | undefined, folder: string) {
    this.name = name;
    this.creationTime = creationTime;
    this.retentionInDays = retentionInDays;
    this.#folder = folder;
    for (const file of readdirSync(folder)) {
      if (file === "group.json" || file.endsWith(".jsonl")) continue;
      if (file.endsWith(".tmp")) rmSync(join(folder, file));
      else this.#add(LogStream.open(join(folder, file)));
    }
  }

  stream(name: string): LogStream | undefined {
    return this.#streams.get(name);
  }

  /** By name. */
  streams(): LogStream[] {
    return [...this.#streams.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  createStream(name: string, now: number): LogStream {
    const path = join(this.#folder, `${createHash("sha256").update(name).digest("hex")}.json`);
    const stream = LogStream.create(name, now, path);
    this.#add(stream);
    if (this.#streams.size > maximumStreams) {
      const [oldest] = this.streams().sort((a, b) => a.lastUsed - b.lastUsed);
      if (oldest !== undefined && oldest !== stream) this.#remove(oldest);
    }
    return stream;
  }

  /** Drops the streams whose every event is past retention. */
  expire(now: number): void {
    if (this.retentionInDays === undefined) return;
    const oldest = now - this.retentionInDays * day;
    for (const stream of this.streams()) if ((stream.lastEvent ?? stream.creationTime) < oldest) this.#remove(stream);
  }

  #add(stream: LogStream): void {
    this.#streams.set(stream.name, stream);
  }

  #remove(stream: LogStream): void {
    stream.remove();
    this.#streams.delete(stream.name);
  }
}
