/** The executions of the real definition, on the local interpreter's engine; their records outlive a kill. */
import { loadMachine } from "../../../local/services/states/asl/load.ts";
import type { Work, WorkOutcome } from "../../../local/services/states/asl/states/state-type.ts";
import { apply, initialState } from "../../../local/services/states/engine/apply.ts";
import type { End } from "../../../local/services/states/engine/frame.ts";
import { type HistoryRecord, startRecord } from "../../../local/services/states/engine/history.ts";
import { type Run, run } from "../../../local/services/states/engine/run.ts";
import type { SiteBuilderInput, SiteBuilderState } from "../../../src/rules/site-builder-state.ts";
import { definition } from "../support/site-builder-machine.ts";
import type { SharedTime } from "./shared-time.ts";

export interface Execution {
  readonly name: string;
  readonly input: SiteBuilderInput;
  readonly startedAt: number;
  readonly records: HistoryRecord[];
  /** Failed attempts since its last success. */
  failures: number;
  end?: End | undefined;
}

/** The names of the states that it entered, with what they got. */
export function statesOf({ records }: Execution): { readonly name: string; readonly input: SiteBuilderState }[] {
  return records.flatMap((record) => {
    if (!("event" in record) || !record.event.type.endsWith("StateEntered")) return [];
    const { name, input } = record.event.details ?? {};
    return [{ name: String(name), input: JSON.parse(String(input)) as SiteBuilderState }];
  });
}

type Perform = (execution: Execution, functionName: string, state: SiteBuilderState) => Promise<WorkOutcome>;

const machine = loadMachine(JSON.stringify(definition));

export class MachineRoom {
  readonly executions = new Map<string, Execution>();
  readonly #runs = new Map<Execution, Run>();
  readonly #time: SharedTime;
  readonly #random: () => number;
  readonly #perform: Perform;

  constructor(time: SharedTime, random: () => number, perform: Perform) {
    this.#time = time;
    this.#random = random;
    this.#perform = perform;
  }

  /** False when there is one of that name. It runs once it is taken up. */
  create(name: string, input: string): boolean {
    if (this.executions.has(name)) return false;
    const startedAt = this.#time.now();
    const records = [startRecord({ input, roleArn: "arn:aws:iam::123456789012:role/machine", startedAt })];
    this.executions.set(name, { name, input: JSON.parse(input) as SiteBuilderInput, startedAt, records, failures: 0 });
    return true;
  }

  /** Goes on with every execution that has not ended and does not run. */
  takeUp(): void {
    for (const execution of this.executions.values())
      if (!execution.end && !this.#runs.has(execution)) this.#runs.set(execution, this.#run(execution));
  }

  kill(): void {
    for (const [execution, one] of this.#runs) {
      one.halt();
      this.#time.idle(execution);
    }
    this.#runs.clear();
  }

  #run(execution: Execution): Run {
    const time = this.#time;
    const { name, records, startedAt } = execution;
    const input = { ...execution.input };
    const arn = `arn:aws:states:us-east-1:123456789012:execution:site-builder:${name}`;
    const identity = { executionArn: arn, name, stateMachineArn: "machine", stateMachineName: "machine", roleArn: "role" };
    const state = initialState({ ...identity, startedAt, input }, machine.StartAt);
    for (const record of records) apply(state, record);
    const isCurrent = () => this.#runs.get(execution) === one;
    const goesOn = () => isCurrent() && time.busy(execution);
    time.busy(execution);
    const one: Run = run({
      machine,
      state,
      region: "us-east-1",
      random: this.#random,
      clock: {
        now: () => time.now(),
        at: (when, callback) =>
          time.clock.at(when, () => {
            goesOn();
            callback();
          }),
      },
      append: async (made) => void records.push(...made),
      perform: async (work: Work, signal) => {
        const functionName = work.functionName.split(":").at(-1) ?? "";
        const outcome = await this.#perform(execution, functionName, JSON.parse(work.payload) as SiteBuilderState);
        if (!signal.aborted) goesOn();
        return outcome;
      },
      onEvent: ({ type }) => {
        if (type === "LambdaFunctionSucceeded") execution.failures = 0;
        if (/^LambdaFunction(Failed|TimedOut)$/.test(type)) execution.failures += 1;
      },
      onIdle: () => time.idle(execution),
    });
    // The engine never rejects while its records can be kept; if it should, the execution is seen not to have ended.
    void one.finished
      .catch(() => {})
      .then(() => {
        if (!isCurrent()) return;
        execution.end = state.end;
        time.idle(execution);
      });
    return one;
  }
}
