/** One log stream. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { EventFile, type LogEvent } from "./event-file.ts";

const headerSchema = z.object({ name: z.string(), creationTime: z.number() });

export class LogStream {
  readonly name: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly creationTime: number;
  readonly #headerPath: string;
  readonly #file: EventFile;
  #firstEvent: number | undefined;
  #lastEvent: number | undefined;
  #lastIngestion: number | undefined;
  #nextSequence = 0;

  private constructor(name: string, creationTime: number, headerPath: string) {
    this.name = name;
    this.creationTime = creationTime;
    this.#headerPath = headerPath;
    this.#file = new EventFile(headerPath.replace(/\.json$/, ".jsonl"));
    for (const event of this.#file.read()) this.#note(event);
  }

  /** `headerPath` ends in `.json`; the events lie beside it. */
  static create(name: string, creationTime: number, headerPath: string): LogStream {
    writeFileAtomically(headerPath, JSON.stringify({ name, creationTime }));
    return new LogStream(name, creationTime, headerPath);
  }

  static open(headerPath: string): LogStream {
    const { name, creationTime } = headerSchema.parse(JSON.parse(readFileSync(headerPath, "utf8")));
    return new LogStream(name, creationTime, headerPath);
  }

  get firstEvent(): number | undefined {
    return this.#firstEvent;
  }
  get lastEvent(): number | undefined {
    return this.#lastEvent;
  }
  get lastIngestion(): number | undefined {
    return this.#lastIngestion;
  }
  /** When it was last written, or made. */
  get lastUsed(): number {
    return this.#lastIngestion ?? this.creationTime;
  }

  append(events: readonly { timestamp: number; message: string }[], ingestionTime: number): void {
    const numbered = events.map((event, index) => ({ sequence: this.#nextSequence + index, ingestionTime, ...event }));
    this.#file.append(numbered);
    for (const event of numbered) this.#note(event);
  }

  /** By time; events of one time in the order they were written. */
  events(): LogEvent[] {
    return this.#file.read().sort((a, b) => a.timestamp - b.timestamp || a.sequence - b.sequence);
  }

  remove(): void {
    this.#file.remove();
    if (existsSync(this.#headerPath)) rmSync(this.#headerPath);
  }

  #note({ sequence, timestamp, ingestionTime }: LogEvent): void {
    this.#nextSequence = sequence + 1;
    this.#firstEvent = Math.min(this.#firstEvent ?? timestamp, timestamp);
    this.#lastEvent = Math.max(this.#lastEvent ?? timestamp, timestamp);
    this.#lastIngestion = ingestionTime;
  }
}
