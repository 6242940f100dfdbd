/** The executions of this cloud: started, taken up after a restart, stopped. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { executionArn } from "./arns.ts";
import type { Json } from "./asl/json.ts";
import { loadMachine } from "./asl/load.ts";
import type { Work, WorkOutcome } from "./asl/states/state-type.ts";
import { apply, initialState } from "./engine/apply.ts";
import type { ExecutionState } from "./engine/frame.ts";
import { type EventRecord, endStatus, type HistoryEvent, redriveRecord, startRecord } from "./engine/history.ts";
import { type Run, run } from "./engine/run.ts";
import { notRedrivable } from "./redrivable.ts";
import { ExecutionIndex, type Summary } from "./store/execution-index.ts";
import { type ExecutionHeader, LogWriter, type StoredExecution } from "./store/execution-log.ts";
import type { StateMachine } from "./store/machines.ts";

/** How long a repeated request to redrive is the same request. */
const SAME_REQUEST = 15 * 60_000;

export class Executions {
  readonly #cloud: Cloud;
  readonly #index: ExecutionIndex;
  readonly #runs = new Map<string, Promise<Run>>();
  readonly #halting = new AbortController();

  constructor(cloud: Cloud, folder: string) {
    this.#cloud = cloud;
    this.#index = new ExecutionIndex(folder, () => cloud.clock.now());
  }

  /**
   * Starts an execution, durably. The same name and input as a running one's give that one.
   * @throws AwsError ExecutionAlreadyExists
   */
  start(machine: StateMachine, name: string, input: string): Summary {
    const arn = executionArn(this.#cloud, machine.name, name);
    const existing = this.#index.find(arn);
    if (existing) {
      if (existing.status === "RUNNING" && this.#index.read(arn).header.input === input) return existing;
      throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
    }
    const header: ExecutionHeader = {
      executionArn: arn,
      name,
      stateMachineArn: machine.arn,
      stateMachineName: machine.name,
      roleArn: machine.roleArn,
      definition: machine.definition,
      startedAt: this.#cloud.clock.now(),
      input,
    };
    const first = startRecord(header);
    const summary = this.#index.create(header, first);
    this.#cloud.emit({ type: "execution-started", executionArn: arn, machine: machine.name, status: "RUNNING" });
    void this.#run({ header, records: [first] });
    return summary;
  }

  /**
   * Takes up every execution that had not ended. Those whose machine is gone are aborted, as AWS does.
   * @throws Error when a history does not fit what runs here any more
   */
  async takeUp(exists: (machineArn: string) => boolean): Promise<void> {
    const left = this.#index.list().filter(({ executionArn: arn, status }) => status === "RUNNING" && !this.#runs.has(arn));
    for (const { executionArn: arn, stateMachineArn } of left) {
      const begun = await this.#run(this.#index.read(arn));
      if (!exists(stateMachineArn)) await begun.abort({});
    }
  }

  /** Ends an execution that has not ended. @throws AwsError ExecutionDoesNotExist */
  async stop(arn: string, reason: { error?: string; cause?: string }): Promise<Summary> {
    const summary = this.get(arn);
    await (await this.#runs.get(arn))?.abort(reason);
    return summary;
  }

  /**
   * Has an execution go on where it failed, durably.
   * @returns when that was, in milliseconds since the epoch
   * @throws AwsError ExecutionDoesNotExist, ExecutionNotRedrivable
   */
  async redrive(arn: string, clientToken: string | undefined): Promise<number> {
    // The last record of a run that is ending, or of a redrive that is being written, has to be there.
    const begun = await this.#runs.get(arn);
    if (this.get(arn).status !== "RUNNING") await begun?.finished;
    const summary = this.get(arn);
    const now = this.#cloud.clock.now();
    const { header, records } = this.read(arn);
    const events = records.filter((record) => "event" in record);
    const before = events.findLast(({ event }) => event.type === "ExecutionRedriven");
    const isSame = clientToken !== undefined && before?.clientToken === clientToken;
    if (isSame && now - before.event.timestamp < SAME_REQUEST) return before.event.timestamp;
    const reason = this.#runs.has(arn) ? "Execution is RUNNING and cannot be redriven" : notRedrivable(summary, now);
    const last = events.at(-1);
    if (reason !== undefined || !last) throw new AwsError("ExecutionNotRedrivable", reason ?? "It has no history");
    const redriven = redriveRecord(last.event, { redriveCount: summary.redrives.count + 1, at: now, clientToken });
    try {
      await this.#run({ header, records }, redriven);
    } catch (error) {
      // What could not be written never was: the execution is as it ended.
      this.#runs.delete(arn);
      throw error;
    }
    return now;
  }

  /** @throws AwsError ExecutionDoesNotExist */
  get(arn: string): Summary {
    const summary = this.#index.find(arn);
    if (!summary) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return summary;
  }

  /** The execution with its history. @throws AwsError ExecutionDoesNotExist */
  read(arn: string): StoredExecution {
    this.get(arn);
    return this.#index.read(arn);
  }

  /** The machine's executions, newest first. */
  list(machineArn: string): Summary[] {
    return this.#index.list().filter((summary) => summary.stateMachineArn === machineArn);
  }

  /** Ends all timers and work. On disk the executions go on. */
  async halt(): Promise<void> {
    this.#halting.abort();
    const runs = await Promise.all(this.#runs.values());
    for (const one of runs) one.halt();
    await Promise.all(runs.map((one) => one.finished));
  }

  /** @param next a record that is still to be written, before anything else happens */
  #run(stored: StoredExecution, next?: EventRecord): Promise<Run> {
    const arn = stored.header.executionArn;
    const beginning = this.#begin(stored, next).then((begun) => {
      // A record that can't be kept, for more than want of space, rejects this: nothing is caught, for without its disk the cloud must not go on.
      void begun.finished.then(() => this.#runs.delete(arn));
      return begun;
    });
    this.#runs.set(arn, beginning);
    return beginning;
  }

  async #begin({ header, records }: StoredExecution, next?: EventRecord): Promise<Run> {
    const { executionArn: arn, stateMachineName: machineName } = header;
    const machine = loadMachine(header.definition);
    const state: ExecutionState = initialState({ ...header, input: JSON.parse(header.input) as Json }, machine.StartAt);
    for (const record of records) apply(state, record);
    const log = await LogWriter.open(this.#index.path(arn), {
      signal: this.#halting.signal,
      onDiskFull: ({ message }) =>
        this.#cloud.emit({ type: "internal-error", where: "states", message: `${arn} waits for space: ${message}` }),
    });
    if (next) {
      await log.append([next]).catch(async (error: unknown) => {
        await log.close();
        throw error;
      });
      apply(state, next);
      this.#tell(arn, machineName, next.event);
    }
    const begun = run({
      machine,
      state,
      clock: this.#cloud.clock,
      region: this.#cloud.region,
      random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
      append: (records) => log.append(records),
      perform: (work, signal) => this.#perform(header, work, signal),
      onEvent: (event) => this.#tell(arn, machineName, event),
    });
    // A record that is not on disk when all is halted is one that the next start makes again.
    const finished = begun.finished
      .catch((error: unknown) => {
        if (!this.#halting.signal.aborted) throw error;
      })
      .finally(() => log.close());
    if (this.#halting.signal.aborted) begun.halt();
    return { ...begun, finished };
  }

  /** Invokes the function as the machine's role. */
  async #perform({ roleArn, name }: ExecutionHeader, work: Work, signal: AbortSignal): Promise<WorkOutcome> {
    const { functionName, payload } = work;
    const principal = { kind: "role", roleArn, sessionName: name } as const;
    try {
      const answer = await this.#cloud.lambda.invoke({ functionName, payload, principal, signal });
      return answer.ok
        ? { is: "succeeded", payload: answer.payload, requestId: answer.requestId }
        : { is: "failed", payload: answer.payload };
    } catch (thrown) {
      const requestId = randomUUID();
      if (thrown instanceof AwsError) {
        return { is: "refused", code: thrown.code, status: thrown.status, message: thrown.message, requestId };
      }
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return { is: "refused", code: "SdkClientException", status: 0, message, requestId };
    }
  }

  /** What is on disk is told to whoever watches. */
  #tell(arn: string, machine: string, event: HistoryEvent): void {
    this.#index.note(arn, event);
    const { error, cause, name } = event.details ?? {};
    if (event.type.endsWith("StateEntered")) {
      this.#cloud.emit({ type: "state-entered", executionArn: arn, machine, state: String(name) });
    }
    if (event.type === "ExecutionRedriven") {
      this.#cloud.emit({ type: "execution-started", executionArn: arn, machine, status: "RUNNING" });
    }
    const status = endStatus(event.type);
    if (!status) return;
    const failure = { ...(typeof error === "string" ? { error } : {}), ...(typeof cause === "string" ? { cause } : {}) };
    this.#cloud.emit({ type: "execution-ended", executionArn: arn, machine, status, ...failure });
  }
}
