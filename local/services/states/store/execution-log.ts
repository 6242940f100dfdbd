/**
 * One execution on disk: a file of JSON lines, first what it is, then its records. A line counts
 * once it is synced; a torn last line never happened.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { type FileHandle, open, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isDiskFull } from "../../../store/disk-full.ts";
import type { Json } from "../asl/json.ts";
import type { EventRecord, HistoryRecord } from "../engine/history.ts";

/** What an execution keeps of its machine and its start; a later deployment changes nothing of it. */
export interface ExecutionHeader {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** The definition's JSON text. */
  readonly definition: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The input as it was sent, JSON text. */
  readonly input: string;
}

export interface StoredExecution {
  readonly header: ExecutionHeader;
  readonly records: readonly HistoryRecord[];
}

/** Creates the file with its first record, durably, in one write. @throws when the file exists */
export function createLog(path: string, header: ExecutionHeader, first: EventRecord): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "wx");
  try {
    const bytes = Buffer.from(line(header as unknown as Json) + line(first as unknown as Json));
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } catch (error) {
    rmSync(path); // on a full disk: who asks again shall not find half a file in the way
    throw error;
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(path));
}

/** The execution, or undefined when the process died before it was accepted. */
export function readLog(path: string): StoredExecution | undefined {
  const lines = readFileSync(path, "utf8").split("\n");
  // What follows the last line's end is a torn line, or nothing.
  lines.pop();
  const [header, ...records] = lines.map((text, index) => parsed(text, `${path}:${index + 1}`));
  if (!header || records.length === 0) return undefined;
  return { header: header as ExecutionHeader, records: records as HistoryRecord[] };
}

/** How often a writer that met a full disk looks for space again. */
const LOOK_AGAIN_MS = 1_000;

export interface WriterSettings {
  /** Ends the waiting for space. */
  readonly signal: AbortSignal;
  /** Told when records begin to wait for space. */
  onDiskFull(error: Error): void;
}

/** Appends records to an execution's file. */
export class LogWriter {
  readonly #file: FileHandle;
  readonly #settings: WriterSettings;
  /** Bytes of whole lines. */
  #size: number;

  private constructor(file: FileHandle, size: number, settings: WriterSettings) {
    this.#file = file;
    this.#size = size;
    this.#settings = settings;
  }

  /** Opens the file behind its last whole line. */
  static async open(path: string, settings: WriterSettings): Promise<LogWriter> {
    const size = readFileSync(path).lastIndexOf("\n") + 1;
    await truncate(path, size);
    return new LogWriter(await open(path, "a"), size, settings);
  }

  /** Resolves when the records are on disk; on a full one that is when there is space again. @throws when that is waited for no longer */
  async append(records: readonly HistoryRecord[]): Promise<void> {
    const bytes = Buffer.from(records.map((record) => line(record as unknown as Json)).join(""));
    for (let told = false; !(await this.#fits(bytes, told)); told = true) {
      await delay(LOOK_AGAIN_MS, undefined, { signal: this.#settings.signal });
    }
    this.#size += bytes.length;
  }

  async #fits(bytes: Buffer, told: boolean): Promise<boolean> {
    try {
      await this.#file.appendFile(bytes);
      await this.#file.datasync();
      return true;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await this.#file.truncate(this.#size); // a part of the lines may have found its place
      if (!told) this.#settings.onDiskFull(error);
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** @throws Error that says where a whole line is damaged, which no crash of ours leaves behind */
function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The execution's history is damaged at ${where}`, { cause });
  }
}

function line(value: Json): string {
  return `${JSON.stringify(value)}\n`;
}

/** Without it a file's name could be lost with the power, however well its content is synced. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
