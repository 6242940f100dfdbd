/**
 * One execution on disk: a file of JSON lines, first what it is, then its records. A line counts
 * once it is synced; a torn last line never happened.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { type FileHandle, open, truncate } from "node:fs/promises";
import { dirname } from "node:path";
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

/** Appends records to an execution's file. */
export class LogWriter {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens the file behind its last whole line. */
  static async open(path: string): Promise<LogWriter> {
    const bytes = readFileSync(path);
    await truncate(path, bytes.lastIndexOf("\n") + 1);
    return new LogWriter(await open(path, "a"));
  }

  /** Resolves when the record is on disk. */
  async append(record: HistoryRecord): Promise<void> {
    await this.#file.appendFile(line(record as unknown as Json));
    await this.#file.datasync();
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
