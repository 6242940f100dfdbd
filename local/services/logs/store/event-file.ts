/** A stream's events on disk: JSON lines in at most two files. */
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { z } from "zod";

/** A file that has grown past this is put aside; the one put aside before it is dropped. */
const fullBytes = 1024 ** 2;

const eventSchema = z.object({
  /** Counts the stream's events, from 0. */
  sequence: z.number(),
  /** Milliseconds since the epoch. */
  timestamp: z.number(),
  ingestionTime: z.number(),
  message: z.string(),
});
export type LogEvent = z.infer<typeof eventSchema>;

/** `path` ends in `.jsonl`; the file put aside is beside it. */
export class EventFile {
  readonly #path: string;
  readonly #older: string;
  #bytes: number;
  #torn: boolean;

  constructor(path: string) {
    this.#path = path;
    this.#older = path.replace(/\.jsonl$/, ".older.jsonl");
    this.#bytes = existsSync(path) ? statSync(path).size : 0;
    this.#torn = this.#bytes > 0 && !readFileSync(path, "utf8").endsWith("\n");
  }

  append(events: readonly LogEvent[]): void {
    if (this.#bytes > fullBytes) {
      renameSync(this.#path, this.#older);
      this.#bytes = 0;
      this.#torn = false;
    }
    // A line that a killed process left unfinished must not swallow the next one.
    const lines = `${this.#torn ? "\n" : ""}${events.map((event) => `${JSON.stringify(event)}\n`).join("")}`;
    this.#torn = false;
    appendFileSync(this.#path, lines);
    this.#bytes += Buffer.byteLength(lines);
  }

  /** In the order they were written. */
  read(): LogEvent[] {
    return [...readLines(this.#older), ...readLines(this.#path)];
  }

  remove(): void {
    rmSync(this.#path, { force: true });
    rmSync(this.#older, { force: true });
  }
}

function readLines(path: string): LogEvent[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => parseLine(line));
}

/** Nothing for a torn line. */
function parseLine(line: string): LogEvent[] {
  try {
    return line === "" ? [] : [eventSchema.parse(JSON.parse(line))];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
