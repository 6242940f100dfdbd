/**
 * All execution environments: one for each concurrent invocation, kept warm, bounded in number. To start one costs this machine
 * more than most invocations do, so an invocation waits, as long as a start would take, whether a running one ends. On a machine that
 * is busy through and through one more process makes nothing faster: there it waits on while others of its function end.
 */
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";
import { ExecutionEnvironment, type InvocationOutcome, type InvocationRequest } from "./execution-environment.ts";
import { recordInvocation, recordThrottle } from "./function-metrics.ts";
import type { Processors } from "./processors.ts";
import { RuntimeApi } from "./runtime-api.ts";

/**
 * Milliseconds after which a function whose invocations do not end, as those that wait for others of its own, gets a process even so;
 * and so many times as long as a start took last: on a machine where everything takes long, so does this.
 */
const STALLED = 2_000;
const STALLED_STARTS = 4;
/** Milliseconds between two looks whether one that waits may have a process now. */
const LOOK_AGAIN = 250;

export interface EnvironmentLimits {
  /** Processes of all functions together; beyond it invocations wait for one. */
  readonly maximumProcesses: number;
  /** Milliseconds that an idle process is kept. */
  readonly idleTime: number;
  /** Processes of one function that may be starting at the same time. */
  readonly startsAtOnce: number;
  readonly processors: Pick<Processors, "spare">;
}

/** What happens when a function's reserved concurrency is used up. */
export type WhenBusy = "throttle" | "wait";

export interface InvokeOptions {
  readonly whenBusy: WhenBusy;
  /** Nobody wants the answer any more: what still waits is not begun, what runs goes on. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  readonly configuration: FunctionConfiguration;
  /** Whether it has waited for a busy process for long enough. */
  patient: boolean;
  readonly resolve: (environment: ExecutionEnvironment) => void;
  readonly reject: (reason: unknown) => void;
}

/** The pool of processes. */
export class ExecutionEnvironments {
  readonly #cloud: Cloud;
  readonly #limits: EnvironmentLimits;
  readonly #api = new RuntimeApi();
  readonly #busy = new Map<FunctionConfiguration, number>();
  /** Idle ones with what cancels their end, longest idle first. */
  readonly #idle = new Map<ExecutionEnvironment, () => void>();
  readonly #all = new Set<ExecutionEnvironment>();
  #starting = 0;
  /** Of each function, how many are not ready for their first invocation yet, and how long the last one took for that, in milliseconds. */
  readonly #beginning = new Map<FunctionConfiguration, number>();
  readonly #beginningTook = new Map<FunctionConfiguration, number>();
  /** Of each function, when its last invocation ended, in milliseconds of this process. */
  readonly #endedAt = new Map<FunctionConfiguration, number>();
  #waiting: Waiting[] = [];
  #stopped = false;

  constructor(cloud: Cloud, limits: EnvironmentLimits) {
    this.#cloud = cloud;
    this.#limits = limits;
  }

  /**
   * Runs an invocation in an environment of the function's, a warm one if there is one.
   * @throws AwsError TooManyRequestsException, when throttled; ServiceException, when stopped meanwhile; the signal's reason
   */
  async invoke(
    configuration: FunctionConfiguration,
    request: InvocationRequest,
    { whenBusy, signal }: InvokeOptions,
  ): Promise<InvocationOutcome> {
    const environment = await this.#acquire(configuration, whenBusy, signal);
    try {
      const outcome = await environment.invoke(request);
      if (this.#stopped) throw stopping();
      recordInvocation(this.#cloud, configuration.name, outcome);
      return outcome;
    } finally {
      this.#release(environment);
    }
  }

  /** Kills every process; invocations under way are rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(stopping());
    for (const cancel of this.#idle.values()) cancel();
    this.#idle.clear();
    await Promise.all([...this.#all].map((environment) => environment.end()));
    await this.#api.stop();
  }

  #acquire(
    configuration: FunctionConfiguration,
    whenBusy: WhenBusy,
    signal: AbortSignal | undefined,
  ): Promise<ExecutionEnvironment> {
    const { reservedConcurrency } = configuration;
    if (reservedConcurrency === 0 || (whenBusy === "throttle" && this.#isAtReserve(configuration))) {
      recordThrottle(this.#cloud, configuration.name);
      return Promise.reject(throttled());
    }
    const { promise, resolve, reject } = Promise.withResolvers<ExecutionEnvironment>();
    const waiting = { configuration, patient: true, resolve, reject };
    this.#waiting.push(waiting);
    this.#serve();
    if (!this.#waiting.includes(waiting)) return promise;
    this.#endPatience(waiting);
    const leave = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", leave));
  }

  #endPatience(waiting: Waiting, after = this.#beginningTook.get(waiting.configuration) ?? 0): void {
    setTimeout(() => {
      waiting.patient = false;
      if (this.#waiting.includes(waiting)) this.#serve();
      if (this.#waiting.includes(waiting)) this.#endPatience(waiting, LOOK_AGAIN);
    }, after).unref();
  }

  /** Gives every waiting invocation that can have one its environment, the earliest first. */
  #serve(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) if (this.#stopped || !this.#place(one)) this.#waiting.push(one);
    if (this.#stopped) for (const one of this.#waiting.splice(0)) one.reject(stopping());
  }

  #place({ configuration, patient, resolve, reject }: Waiting): boolean {
    if (this.#isAtReserve(configuration)) return false;
    const warm = [...this.#idle.keys()].findLast(
      (environment) => environment.configuration === configuration && environment.idle,
    );
    if (!warm && (this.#shouldWait(configuration, patient) || !this.#makeRoom())) return false;
    change(this.#busy, configuration, 1);
    if (warm) {
      this.#idle.get(warm)?.();
      this.#idle.delete(warm);
      resolve(warm);
    } else {
      this.#start(configuration).then(resolve, (reason) => {
        change(this.#busy, configuration, -1);
        reject(reason);
        this.#serve();
      });
    }
    return true;
  }

  #shouldWait(configuration: FunctionConfiguration, patient: boolean): boolean {
    if (count(this.#busy, configuration) === 0) return false;
    if (patient || count(this.#beginning, configuration) >= this.#limits.startsAtOnce) return true;
    const stalledFor = performance.now() - (this.#endedAt.get(configuration) ?? Number.NEGATIVE_INFINITY);
    const patience = Math.max(STALLED, STALLED_STARTS * (this.#beginningTook.get(configuration) ?? 0));
    return stalledFor < patience && !this.#limits.processors.spare;
  }

  async #start(configuration: FunctionConfiguration): Promise<ExecutionEnvironment> {
    this.#starting += 1;
    change(this.#beginning, configuration, 1);
    const begun = performance.now();
    try {
      const environment = await ExecutionEnvironment.start(configuration, this.#cloud, this.#api);
      environment.ready.then((isReady) => {
        if (isReady) this.#beginningTook.set(configuration, performance.now() - begun);
        change(this.#beginning, configuration, -1);
        this.#serve();
      });
      this.#all.add(environment);
      environment.onEnd(() => this.#forget(environment));
      if (this.#stopped) await environment.end();
      return environment;
    } catch (error) {
      change(this.#beginning, configuration, -1);
      throw error;
    } finally {
      this.#starting -= 1;
    }
  }

  #release(environment: ExecutionEnvironment): void {
    change(this.#busy, environment.configuration, -1);
    this.#endedAt.set(environment.configuration, performance.now());
    if (environment.idle && !this.#stopped) {
      const { clock } = this.#cloud;
      this.#idle.set(
        environment,
        clock.at(clock.now() + this.#limits.idleTime, () => this.#retire(environment)),
      );
    } else {
      environment.end();
    }
    this.#serve();
  }

  /** Is there room for one more process, if need be by ending the one that has been idle longest? */
  #makeRoom(): boolean {
    if (this.#all.size + this.#starting < this.#limits.maximumProcesses) return true;
    const [oldest] = this.#idle.keys();
    if (oldest) this.#retire(oldest);
    return oldest !== undefined;
  }

  #retire(environment: ExecutionEnvironment): void {
    this.#forget(environment);
    environment.end();
  }

  #forget(environment: ExecutionEnvironment): void {
    this.#idle.get(environment)?.();
    this.#idle.delete(environment);
    this.#all.delete(environment);
    if (!this.#stopped) this.#serve();
  }

  #isAtReserve(configuration: FunctionConfiguration): boolean {
    return count(this.#busy, configuration) >= (configuration.reservedConcurrency ?? Number.POSITIVE_INFINITY);
  }
}

type Counts = Map<FunctionConfiguration, number>;
const count = (counts: Counts, configuration: FunctionConfiguration): number => counts.get(configuration) ?? 0;
function change(counts: Counts, configuration: FunctionConfiguration, by: 1 | -1): void {
  counts.set(configuration, count(counts, configuration) + by);
}

function throttled(): AwsError {
  return new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    Type: "User",
  });
}

function stopping(): AwsError {
  return new AwsError("ServiceException", "The service is stopping.", 500, { Type: "Service" });
}
