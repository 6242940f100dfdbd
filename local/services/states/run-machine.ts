/**
 * Runs a state machine from its definition alone, in virtual time: no server, no disk, and waits,
 * backoffs and timeouts pass at once. For tests of a stack's own machines.
 *
 *     const { status, entered } = await runMachine({
 *       definition, input: { commitId: "abc" },
 *       invoke: (functionArn, payload) => answers[functionArn](payload),
 *     });
 */
import { AwsError } from "../../errors.ts";
import type { Json } from "./asl/json.ts";
import { loadMachine, loadValidMachine } from "./asl/load.ts";
import type { Work, WorkOutcome } from "./asl/states/state-type.ts";
import { apply, initialState } from "./engine/apply.ts";
import type { ExecutionState } from "./engine/frame.ts";
import { type EndStatus, type HistoryRecord, startRecord } from "./engine/history.ts";
import { run } from "./engine/run.ts";
import { type WireEvent, wireEvent } from "./engine/wire-event.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What `invoke` returns for a function that never answers: its task runs into its timeout. */
export const noAnswer: unique symbol = Symbol("no answer");

export interface MachineRun {
  /** The definition, its JSON text or the object, with the functions' ARNs in place of CloudFormation's intrinsics. */
  readonly definition: string | object;
  readonly input?: Json;
  /**
   * Answers for the functions. What it throws is the function's failure, named by the error's
   * `name`; an `AwsError` is Lambda's own (`new AwsError("TooManyRequestsException", …, 429)` fails
   * the task with `Lambda.TooManyRequestsException`).
   */
  invoke?(
    functionName: string,
    payload: Json,
    signal: AbortSignal,
  ): Json | undefined | typeof noAnswer | Promise<Json | undefined | typeof noAnswer>;
  /** Takes an execution up from this prefix of its `records`, as after a crash. The first record must be in it. */
  readonly from?: readonly HistoryRecord[];
  /** A clock of the caller's, to read or to start elsewhere. It is moved on by the run. */
  readonly clock?: VirtualClock;
  readonly executionName?: string;
  readonly machineName?: string;
  /** False spares the tenth of a second that it takes to validate a definition as a whole. */
  readonly validate?: boolean;
  /** In [0, 1), for JitterStrategy FULL; 0.5 unless given. */
  random?(): number;
}

export interface MachineOutcome {
  readonly status: EndStatus;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The names of the states in the order they were entered. */
  readonly entered: readonly string[];
  /** The events as GetExecutionHistory gives them. */
  readonly history: readonly WireEvent[];
  /** The log from which the execution can be rebuilt. */
  readonly records: readonly HistoryRecord[];
  /** How long it took in virtual time. */
  readonly milliseconds: number;
}

/** @throws InvalidDefinition; Error when the execution can never end (a task without a timeout that has no answer) */
export async function runMachine(options: MachineRun): Promise<MachineOutcome> {
  const { definition, input = {}, machineName = "machine", executionName = "execution", from = [] } = options;
  const load = options.validate === false ? loadMachine : loadValidMachine;
  const machine = load(typeof definition === "string" ? definition : JSON.stringify(definition));
  const clock = options.clock ?? new VirtualClock(lastTime(from));
  const identity = {
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:${machineName}:${executionName}`,
    name: executionName,
    stateMachineArn: `arn:aws:states:us-east-1:123456789012:stateMachine:${machineName}`,
    stateMachineName: machineName,
    roleArn: "arn:aws:iam::123456789012:role/machine",
    startedAt: firstTime(from) ?? clock.now(),
    input,
  };
  const records = from.length > 0 ? [...from] : [startRecord({ ...identity, input: JSON.stringify(input) })];
  const state = initialState(identity, machine.StartAt);
  for (const record of records) apply(state, record);

  const never = Promise.withResolvers<never>();
  const silent = new Set<string>();
  let idle: Idle | undefined;
  /** Time passes when nothing but time is waited for. */
  function passTime(): void {
    if (!idle?.work.every((key) => silent.has(key))) return;
    const { until } = idle;
    idle = undefined;
    if (until === undefined)
      never.reject(new Error("The execution can never end: a function has no answer and its task no timeout"));
    else clock.advanceTo(until);
  }
  const execution = run({
    machine,
    state,
    clock,
    region: "us-east-1",
    random: options.random ?? (() => 0.5),
    append: async (made) => void records.push(...made),
    perform: async (work, signal) => {
      const outcome = await perform(options, work, signal);
      if (outcome) return outcome;
      silent.add(work.key);
      passTime();
      return new Promise<never>(() => {});
    },
    onEvent: () => {
      idle = undefined;
    },
    onIdle: (now) => {
      idle = now;
      passTime();
    },
  });
  await Promise.race([execution.finished, never.promise]).finally(execution.halt);
  return outcomeOf(state, records, clock.now() - identity.startedAt);
}

interface Idle {
  readonly work: readonly string[];
  readonly until: number | undefined;
}

/** The invocation's outcome; undefined when the function does not answer. */
async function perform({ invoke }: MachineRun, work: Work, signal: AbortSignal): Promise<WorkOutcome | undefined> {
  const requestId = "00000000-0000-0000-0000-000000000000";
  try {
    if (!invoke) throw new AwsError("ResourceNotFoundException", `Function not found: ${work.functionName}`, 404);
    const answer = await invoke(work.functionName, parsedEvent(work.payload), signal);
    if (answer === noAnswer) return undefined;
    return { is: "succeeded", payload: JSON.stringify(answer ?? null), requestId };
  } catch (thrown) {
    if (thrown instanceof AwsError)
      return { is: "refused", code: thrown.code, status: thrown.status, message: thrown.message, requestId };
    const { name, message, stack = "" } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { is: "failed", payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") }) };
  }
}

/** The event, which `lambda:invoke` may have taken from a string that is no JSON. @throws AwsError as Lambda does */
function parsedEvent(payload: string): Json {
  try {
    return JSON.parse(payload) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
}

function firstTime([first]: readonly HistoryRecord[]): number | undefined {
  return first && "event" in first ? first.event.timestamp : undefined;
}

function lastTime(records: readonly HistoryRecord[]): number | undefined {
  return records.flatMap((record) => ("event" in record ? record.event.timestamp : [])).at(-1);
}

function outcomeOf(state: ExecutionState, records: readonly HistoryRecord[], milliseconds: number): MachineOutcome {
  if (!state.end) throw new Error("The execution has not ended");
  const { at: _at, ...end } = state.end;
  const events = records.flatMap((record) => ("event" in record ? [record.event] : []));
  const entered = events.filter((event) => event.type.endsWith("StateEntered")).map((event) => String(event.details?.name));
  return { ...end, entered, history: events.map(wireEvent), records, milliseconds };
}
