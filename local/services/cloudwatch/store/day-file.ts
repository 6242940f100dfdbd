/** One day's data on disk: JSON lines. A line that a killed process left unfinished is none. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../../../store/atomic-file.ts";
import { syncFolder } from "../../../store/folders.ts";

const number = z.number();

const datumSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  unit: z.string(),
  /** Seconds since the epoch at which the span begins. */
  at: number,
  /** Seconds that the span lasts: 1 or 60. */
  resolution: number,
  /** Values and how often each. */
  values: z.array(z.tuple([number, number])).optional(),
  set: z.object({ count: number, sum: number, minimum: number, maximum: number }).optional(),
});
/** What was recorded of one metric within one span. */
export type Datum = z.infer<typeof datumSchema>;

/** Lines of a file. */
export class DayFile {
  readonly #path: string;
  #bytes: number;
  #torn: boolean;

  constructor(path: string) {
    this.#path = path;
    this.#bytes = existsSync(path) ? statSync(path).size : 0;
    this.#torn = this.#bytes > 0 && !readFileSync(path).subarray(-1).equals(Buffer.from("\n"));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Appends in one write; with `flush` it also survives a power cut. */
  append(data: readonly Datum[], flush: boolean): void {
    const isNew = this.#bytes === 0;
    const text = `${this.#torn ? "\n" : ""}${linesOf(data)}`;
    const file = openSync(this.#path, "a");
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      if (flush) fsyncSync(file);
      this.#bytes += bytes.length;
      this.#torn = false;
    } finally {
      closeSync(file);
    }
    if (flush && isNew) syncFolder(dirname(this.#path));
  }

  read(): Datum[] {
    if (!existsSync(this.#path)) return [];
    return readFileSync(this.#path, "utf8").split("\n").flatMap(parseLine);
  }

  /** Puts `data` in the place of everything. */
  replace(data: readonly Datum[]): void {
    const text = linesOf(data);
    writeFileAtomically(this.#path, text);
    this.#bytes = Buffer.byteLength(text);
    this.#torn = false;
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

const linesOf = (data: readonly Datum[]) => data.map((datum) => `${JSON.stringify(datum)}\n`).join("");

function parseLine(line: string): Datum[] {
  try {
    return line === "" ? [] : [datumSchema.parse(JSON.parse(line))];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
