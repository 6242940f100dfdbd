/**
 * Asynchronous invocations: events that are on disk before they are accepted, tried until they are too old or have failed
 * too often, and then sent to the function's dead-letter queue.
 */
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { DurableQueue, type Outcome, type QueuedItem } from "../../store/durable-queue.ts";
import { type Failure, sendToDeadLetterQueue } from "./dead-letters.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { Functions } from "./functions.ts";
import type { ExecutionEnvironments } from "./runtime/execution-environments.ts";

interface Event {
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  /** ARN of who sent it, for the report of a failure. */
  readonly source: string;
  /** What the last attempt came to. */
  readonly failure?: Failure;
}

/** Milliseconds until an event that was throttled, or met a fault of ours, is tried again: a second, doubling up to five minutes. */
const delayOfOneThatCouldNotRun = (age: number) => Math.min(Math.max(age, 1_000), 300_000);

/** The queue of asynchronous events of all functions. */
export class AsyncEvents {
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #environments: ExecutionEnvironments;
  readonly #retryDelays: readonly number[];
  readonly #queue: DurableQueue<Event>;

  /** `retryDelays` are milliseconds: after the first failed attempt, after the second. */
  constructor(cloud: Cloud, functions: Functions, environments: ExecutionEnvironments, retryDelays: readonly number[]) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#environments = environments;
    this.#retryDelays = retryDelays;
    this.#queue = new DurableQueue({
      folder: join(cloud.stateFolder("lambda"), "events"),
      clock: cloud.clock,
      handle: (queued) => this.#deliver(queued),
    });
  }

  /** Durable when it returns. The event keeps its request id through all attempts. */
  accept(configuration: FunctionConfiguration, payload: string, source: string, requestId: string): void {
    this.#queue.accept({ functionName: configuration.name, payload, source }, requestId);
  }

  start(): void {
    this.#queue.start();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  async #deliver(queued: QueuedItem<Event>): Promise<Outcome<Event>> {
    const { functionName, payload, failure: earlier } = queued.item;
    const now = this.#cloud.clock.now();
    const { maximumEventAge, maximumRetryAttempts } = this.#functions.eventConfiguration(functionName);
    const age = now - queued.acceptedAt;
    if (age > maximumEventAge * 1000) {
      const type = "EventAgeExceeded";
      return this.#giveUp(queued, { status: 429, message: `older than ${maximumEventAge} seconds`, ...earlier, type });
    }
    try {
      const configuration = this.#functions.get(functionName);
      const outcome = await this.#environments.invoke(configuration, { requestId: queued.id, payload }, { whenBusy: "wait" });
      if (outcome.ok) return { kind: "done" };
      const failure = failureOf(outcome.payload);
      if (queued.attempts >= maximumRetryAttempts) return await this.#giveUp(queued, failure);
      const delay = this.#retryDelays[queued.attempts] ?? this.#retryDelays.at(-1) ?? 0;
      return { kind: "retry", at: this.#cloud.clock.now() + delay, counted: true, item: { ...queued.item, failure } };
    } catch (error) {
      const failure = faultOf(error);
      if (failure.status < 500 && failure.status !== 429) return this.#giveUp(queued, failure);
      return { kind: "retry", at: now + delayOfOneThatCouldNotRun(age), counted: false, item: { ...queued.item, failure } };
    }
  }

  /** To the function's dead-letter queue; without one, or when that can't be sent to, the event is kept apart. */
  async #giveUp({ id, item }: QueuedItem<Event>, failure: Failure): Promise<Outcome> {
    const { type: error, message } = failure;
    const to = this.#functions.arnOf(item.functionName);
    this.#cloud.emit({ type: "delivery-failed", from: item.source, to, error, message });
    const reason = `${error}: ${message}`;
    const configuration = this.#functions.find(item.functionName);
    const deadLetterQueue = configuration?.deadLetterQueue;
    if (!configuration || deadLetterQueue === undefined) return { kind: "given-up", reason };
    try {
      const event = { requestId: id, payload: item.payload };
      await sendToDeadLetterQueue({ ...configuration, deadLetterQueue }, event, failure, this.#cloud);
      return { kind: "done" };
    } catch (refusal) {
      if (!(refusal instanceof AwsError)) throw refusal;
      const { code, message } = refusal;
      this.#cloud.emit({ type: "delivery-failed", from: to, to: deadLetterQueue, error: code, message });
      return { kind: "given-up", reason: `${reason}; ${deadLetterQueue}: ${code}: ${message}` };
    }
  }
}

/** What the function's own failure, `{errorType, errorMessage}`, comes to. */
function failureOf(payload: string): Failure {
  const { errorType = "Error", errorMessage = payload }: { errorType?: string; errorMessage?: string } = JSON.parse(payload);
  return { status: 200, type: errorType, message: errorMessage };
}

/** What kept the function from being run comes to. */
function faultOf(error: unknown): Failure {
  if (error instanceof AwsError) return { status: error.status, type: error.code, message: error.message };
  return { status: 500, type: "ServiceException", message: error instanceof Error ? error.message : String(error) };
}
