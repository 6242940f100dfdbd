/** Which executions there are: an index in memory of the files on disk. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Redrives, Status } from "../engine/frame.ts";
import { type EventRecord, endStatus, type HistoryEvent, type HistoryRecord } from "../engine/history.ts";
import { createLog, type ExecutionHeader, readLog, type StoredExecution } from "./execution-log.ts";

/** What lists show of an execution. Times are milliseconds since the epoch. */
export interface Summary {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly startedAt: number;
  /** Orders executions that started in the same millisecond. */
  readonly ordinal: number;
  status: Status;
  endedAt: number | undefined;
  /** How many events its history has. */
  events: number;
  redrives: Redrives;
}

/** How long AWS keeps a finished execution, and its name: 90 days. */
const RETENTION = 90 * 24 * 3600_000;

export class ExecutionIndex {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #byArn = new Map<string, Summary>();
  #ordinal = 0;

  /** Reads the folder. */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
    mkdirSync(folder, { recursive: true });
    const stored = readdirSync(folder).flatMap((file) => this.#readOrRemove(join(folder, file)));
    for (const { header, records } of stored.sort((a, b) => a.header.startedAt - b.header.startedAt)) this.#add(header, records);
  }

  /** Where the execution lies. */
  path(executionArn: string): string {
    return join(this.#folder, `${createHash("sha256").update(executionArn).digest("hex").slice(0, 40)}.jsonl`);
  }

  /** The execution, unless there is none or it ended more than 90 days ago. */
  find(executionArn: string): Summary | undefined {
    const found = this.#byArn.get(executionArn);
    if (!found || !this.#expired(found)) return found;
    this.#byArn.delete(executionArn);
    rmSync(this.path(executionArn), { force: true });
    return undefined;
  }

  /** All executions, newest first. */
  list(): Summary[] {
    const found = [...this.#byArn.keys()].flatMap((arn) => this.find(arn) ?? []);
    return found.sort((a, b) => b.startedAt - a.startedAt || b.ordinal - a.ordinal);
  }

  /** The execution with its whole history. */
  read(executionArn: string): StoredExecution {
    const stored = readLog(this.path(executionArn));
    if (!stored) throw new Error(`The history of ${executionArn} is gone`);
    return stored;
  }

  /** Accepts an execution durably. */
  create(header: ExecutionHeader, first: EventRecord): Summary {
    createLog(this.path(header.executionArn), header, first);
    return this.#add(header, [first]);
  }

  /** Takes note of an event that is on disk. */
  note(executionArn: string, event: HistoryEvent): void {
    const summary = this.#byArn.get(executionArn);
    if (!summary) return;
    const status = endStatus(event.type);
    summary.events = event.id;
    if (status) Object.assign(summary, { status, endedAt: event.timestamp });
    if (event.type !== "ExecutionRedriven") return;
    const redrives = { count: summary.redrives.count + 1, at: event.timestamp };
    Object.assign(summary, { status: "RUNNING", endedAt: undefined, redrives });
  }

  #add({ executionArn, stateMachineArn, name, startedAt }: ExecutionHeader, records: readonly HistoryRecord[]): Summary {
    this.#ordinal += 1;
    const ordinal = this.#ordinal;
    const running = { status: "RUNNING", endedAt: undefined, events: 0, redrives: { count: 0, at: undefined } } as const;
    const summary: Summary = { executionArn, stateMachineArn, name, startedAt, ordinal, ...running };
    this.#byArn.set(executionArn, summary);
    for (const record of records) if ("event" in record) this.note(executionArn, record.event);
    return summary;
  }

  #readOrRemove(path: string): StoredExecution[] {
    const stored = readLog(path);
    if (stored) return [stored];
    rmSync(path);
    return [];
  }

  #expired({ endedAt }: Summary): boolean {
    return endedAt !== undefined && endedAt < this.#now() - RETENTION;
  }
}
