/** Asynchronous invocations: events that are on disk before they are accepted, tried until they are too old or too often failed. */
import { join } from "node:path";
import type { Cloud } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { DurableQueue, type Outcome, type QueuedItem } from "../../store/durable-queue.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { Functions } from "./functions.ts";
import type { ExecutionEnvironments } from "./runtime/execution-environments.ts";

interface Event {
  readonly functionName: string;
  /** JSON text. */
  readonly payload: string;
  /** ARN of who sent it, for the report of a failure. */
  readonly source: string;
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

  async #deliver(queued: QueuedItem<Event>): Promise<Outcome> {
    const { functionName, payload } = queued.item;
    const now = this.#cloud.clock.now();
    const { maximumEventAge, maximumRetryAttempts } = this.#functions.eventConfiguration(functionName);
    const age = now - queued.acceptedAt;
    if (age > maximumEventAge * 1000) return this.#giveUp(queued, "EventAgeExceeded", `older than ${maximumEventAge} seconds`);
    try {
      const configuration = this.#functions.get(functionName);
      const outcome = await this.#environments.invoke(configuration, { requestId: queued.id, payload }, "wait");
      if (outcome.ok) return { kind: "done" };
      const delay = this.#retryDelays[queued.attempts] ?? this.#retryDelays.at(-1) ?? 0;
      if (queued.attempts < maximumRetryAttempts) return { kind: "retry", at: this.#cloud.clock.now() + delay, counted: true };
      const failure: { errorType?: string; errorMessage?: string } = JSON.parse(outcome.payload);
      return this.#giveUp(queued, failure.errorType ?? "Error", failure.errorMessage ?? outcome.payload);
    } catch (error) {
      const permanent = error instanceof AwsError && error.status < 500 && error.status !== 429;
      if (permanent) return this.#giveUp(queued, error.code, error.message);
      return { kind: "retry", at: now + delayOfOneThatCouldNotRun(age), counted: false };
    }
  }

  #giveUp({ item }: QueuedItem<Event>, error: string, message: string): Outcome {
    this.#cloud.emit({
      type: "delivery-failed",
      from: item.source,
      to: this.#functions.arnOf(item.functionName),
      error,
      message,
    });
    return { kind: "given-up", reason: `${error}: ${message}` };
  }
}
