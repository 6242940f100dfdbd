/**
 * Runs one execution: takes the steps that follow at once, appends their records durably, all together, and only then acts
 * on them and tells of them. It yields to the event loop again and again, so that a tight loop of states blocks nobody.
 */
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../contracts.ts";
import { MAX_HISTORY_EVENTS } from "../asl/limits.ts";
import type { Machine } from "../asl/load.ts";
import { type Work, type WorkOutcome, workKey } from "../asl/states/state-type.ts";
import { apply } from "./apply.ts";
import { type ExecutionState, frameAt, frames } from "./frame.ts";
import type { Draft, EventDraft, HistoryEvent, HistoryRecord } from "./history.ts";
import { nextStep, type Step } from "./next-step.ts";

export interface RunOptions {
  readonly machine: Machine;
  /** Changed by the run, and by nothing else. */
  readonly state: ExecutionState;
  readonly clock: Clock;
  readonly region: string;
  /** In [0, 1). */
  random(): number;
  /** Resolves when the records would survive the end of the process; of those that do not, none may be there without those before it. */
  append(records: readonly HistoryRecord[]): Promise<void>;
  /** Never rejects. */
  perform(work: Work, signal: AbortSignal): Promise<WorkOutcome>;
  /** Told of every event once it is durable. */
  onEvent(event: HistoryEvent): void;
  /** Told when nothing can happen before one of these works ends or `until` comes. */
  onIdle?(idle: { readonly work: readonly string[]; readonly until: number | undefined }): void;
}

/** Records that are made durable by one write to the disk, which takes milliseconds. */
const MOST_AT_ONCE = 16;

export interface Run {
  /** Resolves when the execution has ended or the run was halted; rejects when a record can't be kept. */
  readonly finished: Promise<void>;
  /** Ends the execution as StopExecution does; resolves when that is durable. */
  abort(reason: { error?: string; cause?: string }): Promise<void>;
  /** Stops running it; on disk it goes on. */
  halt(): void;
}

/** Starts, or takes up, an execution that has not ended. */
export function run(options: RunOptions): Run {
  const { machine, state, clock, region } = options;
  const takenUpAt = clock.now();
  const underWay = new Map<string, AbortController>();
  const ended: { readonly work: Work; readonly outcome: WorkOutcome }[] = [];
  let abortion: EventDraft | undefined;
  let halted = false;
  let wake: () => void = () => {};

  /** Takes the steps that can be taken now. Nothing of them is done before they are durable: a process that ends has taken none. */
  function takeSteps(): HistoryRecord[] {
    const records: HistoryRecord[] = [];
    while (records.length < MOST_AT_ONCE && !state.end) {
      const draft = nextDraft();
      if (!draft) break;
      const record = recordOf(withinLimit(draft, state), state, clock.now());
      apply(state, record);
      records.push(record);
    }
    return records;
  }

  function begin(work: Work): void {
    const controller = new AbortController();
    underWay.set(work.key, controller);
    void options.perform(work, controller.signal).then((outcome) => {
      if (underWay.get(work.key) !== controller) return;
      underWay.delete(work.key);
      ended.push({ work, outcome });
      wake();
    });
  }

  /** What is under way is what the state asks for: work of branches that are gone is given up. */
  function reconcile(wanted: readonly Work[]): void {
    const keys = new Set(wanted.map((work) => work.key));
    for (const key of underWay.keys()) if (!keys.has(key)) giveUp(key);
    for (const work of wanted) if (!underWay.has(work.key)) begin(work);
  }

  function giveUp(key: string): void {
    const controller = underWay.get(key);
    underWay.delete(key);
    controller?.abort();
  }

  async function sleep(until: number | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = until === undefined ? () => {} : clock.at(until, resolve);
    wake = resolve;
    options.onIdle?.({ work: [...underWay.keys()], until });
    await promise;
    wake = () => {};
    cancel();
  }

  /** A fault of the interpreter's own ends the one execution that it met, not the cloud. */
  function stepOrFault(): Step {
    try {
      return nextStep(machine, state, { now: clock.now(), takenUpAt, region, random: options.random });
    } catch (fault) {
      const cause = `The interpreter failed: ${fault instanceof Error ? fault.message : String(fault)}`;
      return { kind: "record", draft: { type: "ExecutionFailed", frame: "", details: { error: "States.Runtime", cause } } };
    }
  }

  /** The next draft, or undefined when it has to be waited for. */
  function nextDraft(): Draft | undefined {
    if (abortion) return abortion;
    for (let arrived = ended.shift(); arrived; arrived = ended.shift()) {
      if (isAtWork(state, arrived.work)) return arrived.work.finished(arrived.outcome);
    }
    const step = stepOrFault();
    return step.kind === "record" ? step.draft : undefined;
  }

  /** Does what the state asks for, and waits until there is something new. */
  async function idle(): Promise<void> {
    const step = stepOrFault();
    if (step.kind === "record") return;
    reconcile(step.work);
    await sleep(step.until);
  }

  async function loop(): Promise<void> {
    try {
      while (!halted && !state.end) {
        const records = takeSteps();
        if (records.length > 0) await options.append(records);
        else await idle();
        for (const record of records) if ("event" in record) options.onEvent(record.event);
        await setImmediate();
      }
    } finally {
      for (const key of underWay.keys()) giveUp(key);
    }
  }

  const finished = loop();
  return {
    finished,
    abort: async (reason) => {
      abortion ??= { type: "ExecutionAborted", frame: "", details: { ...reason } };
      wake();
      await finished;
    },
    halt: () => {
      halted = true;
      wake();
    },
  };
}

/** Whether the execution still waits for this very attempt. */
function isAtWork(state: ExecutionState, work: Work): boolean {
  const position = frames(state.root).find(({ path }) => path === work.frame)?.position;
  return (
    position?.at === "inside" &&
    position.activity.is === "started" &&
    workKey(work.frame, position.activity.startedEventId) === work.key
  );
}

/** AWS ends an execution whose history is full, unless its last event is its success. */
function withinLimit(draft: Draft, state: ExecutionState): Draft {
  if (!("type" in draft) || state.lastEventId < MAX_HISTORY_EVENTS - 1 || draft.type.startsWith("Execution")) return draft;
  const cause = `The execution reached the maximum number of history events (${MAX_HISTORY_EVENTS}).`;
  return { type: "ExecutionFailed", frame: "", details: { error: "States.Runtime", cause } };
}

function recordOf(draft: Draft, state: ExecutionState, now: number): HistoryRecord {
  if (!("type" in draft)) return draft;
  const { type, details, previousEventId, ...decision }: EventDraft = draft;
  const event: HistoryEvent = {
    id: state.lastEventId + 1,
    previousEventId: previousEventId ?? frameAt(state.root, draft.frame)?.lastEventId ?? 0,
    timestamp: now,
    type,
    ...(details ? { details } : {}),
  };
  return { event, ...decision };
}
