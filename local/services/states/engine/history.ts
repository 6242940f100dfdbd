/**
 * What an execution's log holds. An execution's whole state is folded from these records
 * (./apply.ts), so each says everything that its moment decided: nothing is evaluated again.
 */
import type { Json } from "../asl/json.ts";

export type EndStatus = "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** A history event as GetExecutionHistory shows it, but for its details' field name (./wire-event.ts). */
export interface HistoryEvent {
  /** From 1, without gaps. */
  readonly id: number;
  readonly previousEventId: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** As in AWS's API reference: `TaskStateEntered`, `LambdaFunctionScheduled`, … */
  readonly type: string;
  readonly details?: EventDetails;
}
/** The details as AWS has them; data is JSON text in them. */
export type EventDetails = { readonly [field: string]: Json };

/** What an event decided beyond what AWS shows of it. */
export interface Decision {
  /** A state was exited to this one; none when it was the last of its branch. */
  readonly next?: string;
  /** Where each branch of a Parallel starts, or the one iteration of a Map, and with what. */
  readonly branches?: readonly BranchStart[];
  /** What a Map iterates over, and how many at once. */
  readonly map?: { readonly items: readonly Json[]; readonly concurrency: number };
  /** Why a Parallel, a Map or its iteration failed, which the event does not say. */
  readonly failure?: Failure;
  /** The token of the client that redrove the execution. */
  readonly clientToken?: string;
  /** The longest silence of a task, of which the event of its scheduling may not tell. */
  readonly heartbeatSeconds?: number;
}
interface Failure {
  readonly error?: string;
  readonly cause?: string;
}
export interface BranchStart {
  readonly state: string;
  readonly input: Json;
}

export interface EventRecord extends Decision {
  readonly event: HistoryEvent;
  /** The place in the stack of branches: `""` is the execution itself, `1.0` branch 0 inside its branch 1. */
  readonly frame: string;
}

/** A state failed and will be tried again. AWS keeps this to itself: it has no event. */
export interface RetryRecord {
  readonly retry: {
    /** The retrier's index. */
    readonly retrier: number;
    /** Milliseconds since the epoch. */
    readonly until: number;
    /** The event that the next attempt follows. */
    readonly previousEventId: number;
  };
  readonly frame: string;
}

/** A Parallel has to end its branches because one failed, or because its own evaluation did. AWS has no event for it either. */
export interface FailingRecord {
  readonly failing: {
    readonly failure: Failure;
    /** The frame that failed; none when it was the state's own evaluation. */
    readonly branch?: string;
    /** The event that told of the failure. */
    readonly previousEventId: number;
  };
  readonly frame: string;
}

export type HistoryRecord = EventRecord | RetryRecord | FailingRecord;

/** A record that still has no id and no time. */
export interface EventDraft extends Decision {
  readonly type: string;
  readonly frame: string;
  readonly details?: EventDetails;
  /** The frame's last event unless it says otherwise. */
  readonly previousEventId?: number;
}
export type Draft = EventDraft | RetryRecord | FailingRecord;

/** Data as events carry it. */
export function carried(field: "input" | "output", value: Json): EventDetails {
  return { [field]: JSON.stringify(value), [`${field}Details`]: { truncated: false } };
}

/** An execution's first record. `input` is JSON text. */
export function startRecord({ input, roleArn, startedAt }: { input: string; roleArn: string; startedAt: number }): EventRecord {
  const details = { input, inputDetails: { truncated: false }, roleArn };
  return { frame: "", event: { id: 1, previousEventId: 0, timestamp: startedAt, type: "ExecutionStarted", details } };
}

/** The record with which an ended execution goes on. */
export function redriveRecord(
  last: HistoryEvent,
  { redriveCount, at, clientToken }: { redriveCount: number; at: number; clientToken: string | undefined },
): EventRecord {
  const details = { redriveCount };
  const event = { id: last.id + 1, previousEventId: last.id, timestamp: at, type: "ExecutionRedriven", details };
  return { frame: "", event, ...(clientToken === undefined ? {} : { clientToken }) };
}

const ENDS: Readonly<Record<string, EndStatus>> = {
  ExecutionSucceeded: "SUCCEEDED",
  ExecutionFailed: "FAILED",
  ExecutionTimedOut: "TIMED_OUT",
  ExecutionAborted: "ABORTED",
};

/** How an execution ended, if this is an event that ends one. */
export function endStatus(type: string): EndStatus | undefined {
  return Object.hasOwn(ENDS, type) ? ENDS[type] : undefined;
}
