/**
 * All execution environments: one for each concurrent invocation, kept warm, bounded in number. To start one costs this machine
 * more than most invocations do, so whether one more is worth it is weighed: see start-rule.ts.
 */
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";
import { ExecutionEnvironment, type InvocationOutcome, type InvocationRequest } from "./execution-environment.ts";
import { recordInvocation, recordThrottle } from "./function-metrics.ts";
import type { Processors } from "./processors.ts";
import { RuntimeApi } from "./runtime-api.ts";
import { type FunctionLoad, isWorthStarting, noLoad, smoothed } from "./start-rule.ts";

/** Milliseconds between two looks whether one that waits may have a process now. */
const LOOK_AGAIN = 50;
/**
 * Milliseconds for which an idle process is not ended to make room for one of a function that has others: two functions in
 * want of room would end each other's all the time.
 */
const KEPT = 5_000;

export interface EnvironmentLimits {
  /** Processes of all functions together; beyond it invocations wait for one. */
  readonly maximumProcesses: number;
  /** Milliseconds that an idle process is kept. */
  readonly idleTime: number;
  /** Processes that may be starting at the same time, beside the first one of each function. */
  readonly startsAtOnce: number;
  readonly processors: Pick<Processors, "spare" | "count">;
}

/** What happens when a function's reserved concurrency is used up. */
export type WhenBusy = "throttle" | "wait";

export interface InvokeOptions {
  readonly whenBusy: WhenBusy;
  /** Nobody wants the answer any more: what still waits is not begun, what runs goes on. */
  readonly signal?: AbortSignal | undefined;
}

interface Waiting {
  /** Milliseconds of this process. */
  readonly since: number;
  readonly resolve: (environment: ExecutionEnvironment) => void;
  readonly reject: (reason: unknown) => void;
}

/** A function's part of the pool. */
interface FunctionPool extends FunctionLoad {
  /** The earliest first. */
  waiting: Waiting[];
}

/** The pool of processes. */
export class ExecutionEnvironments {
  readonly #cloud: Cloud;
  readonly #limits: EnvironmentLimits;
  readonly #api = new RuntimeApi();
  readonly #functions = new Map<FunctionConfiguration, FunctionPool>();
  /** Idle ones with since when and what cancels their end, longest idle first. */
  readonly #idle = new Map<ExecutionEnvironment, { since: number; cancel: () => void }>();
  readonly #all = new Set<ExecutionEnvironment>();
  #starting = 0;
  #look: NodeJS.Timeout | undefined;
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
    const begun = performance.now();
    try {
      const outcome = await environment.invoke(request);
      if (this.#stopped) throw stopping();
      recordInvocation(this.#cloud, configuration.name, outcome);
      return outcome;
    } finally {
      this.#release(environment, begun);
    }
  }

  /** Kills every process; invocations under way are rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#look);
    for (const pool of this.#functions.values()) for (const waiting of pool.waiting.splice(0)) waiting.reject(stopping());
    for (const { cancel } of this.#idle.values()) cancel();
    this.#idle.clear();
    await Promise.all([...this.#all].map((environment) => environment.end()));
    await this.#api.stop();
  }

  #acquire(
    configuration: FunctionConfiguration,
    whenBusy: WhenBusy,
    signal: AbortSignal | undefined,
  ): Promise<ExecutionEnvironment> {
    const pool = this.#poolOf(configuration);
    if (configuration.reservedConcurrency === 0 || (whenBusy === "throttle" && isAtReserve(configuration, pool))) {
      recordThrottle(this.#cloud, configuration.name);
      return Promise.reject(throttled());
    }
    if (this.#stopped) return Promise.reject(stopping());
    const { promise, resolve, reject } = Promise.withResolvers<ExecutionEnvironment>();
    const waiting = { since: performance.now(), resolve, reject };
    pool.waiting.push(waiting);
    this.#serve(configuration, pool);
    if (!pool.waiting.includes(waiting)) return promise;
    this.#lookAgain();
    const leave = () => {
      pool.waiting = pool.waiting.filter((other) => other !== waiting);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", leave));
  }

  #poolOf(configuration: FunctionConfiguration): FunctionPool {
    const pool = this.#functions.get(configuration) ?? { ...noLoad(), waiting: [] };
    this.#functions.set(configuration, pool);
    return pool;
  }

  /** Looks in a moment, and while any invocation waits, whether it may have a process now. */
  #lookAgain(): void {
    if (this.#look !== undefined || this.#stopped) return;
    this.#look = setTimeout(() => {
      this.#look = undefined;
      this.#serveAll();
      if ([...this.#functions.values()].some(({ waiting }) => waiting.length > 0)) this.#lookAgain();
    }, LOOK_AGAIN).unref();
  }

  #serveAll(): void {
    for (const [configuration, pool] of this.#functions) this.#serve(configuration, pool);
  }

  /** Gives every invocation of a function that can have one its environment, the earliest first. */
  #serve(configuration: FunctionConfiguration, pool: FunctionPool): void {
    for (let [next] = pool.waiting; next && !this.#stopped && this.#place(configuration, pool, next); [next] = pool.waiting)
      pool.waiting.shift();
  }

  #place(configuration: FunctionConfiguration, pool: FunctionPool, { since, resolve, reject }: Waiting): boolean {
    if (isAtReserve(configuration, pool)) return false;
    const warm = [...this.#idle.keys()].findLast(
      (environment) => environment.configuration === configuration && environment.idle,
    );
    if (!warm && !(this.#mayStart(pool, since) && this.#makeRoom(pool))) return false;
    pool.busy += 1;
    if (warm) {
      this.#idle.get(warm)?.cancel();
      this.#idle.delete(warm);
      resolve(warm);
    } else {
      this.#start(configuration, pool).then(resolve, (reason) => {
        pool.busy -= 1;
        reject(reason);
        this.#serveAll();
      });
    }
    return true;
  }

  #mayStart(pool: FunctionPool, since: number): boolean {
    if (pool.busy === 0) return true;
    const starting = [...this.#functions.values()].reduce((sum, { beginning }) => sum + beginning, 0);
    if (starting >= this.#limits.startsAtOnce) return false;
    return isWorthStarting({ ...pool, waiting: pool.waiting.length }, since, performance.now(), this.#limits.processors);
  }

  async #start(configuration: FunctionConfiguration, pool: FunctionPool): Promise<ExecutionEnvironment> {
    this.#starting += 1;
    pool.beginning += 1;
    const begun = performance.now();
    try {
      const environment = await ExecutionEnvironment.start(configuration, this.#cloud, this.#api);
      environment.ready.then((isReady) => {
        if (isReady) pool.beginningTook = performance.now() - begun;
        pool.beginning -= 1;
        this.#serveAll();
      });
      this.#all.add(environment);
      environment.onEnd(() => this.#forget(environment));
      if (this.#stopped) await environment.end();
      return environment;
    } catch (error) {
      pool.beginning -= 1;
      throw error;
    } finally {
      this.#starting -= 1;
    }
  }

  #release(environment: ExecutionEnvironment, begun: number): void {
    const pool = this.#poolOf(environment.configuration);
    const now = performance.now();
    pool.busy -= 1;
    pool.endedAt = now;
    pool.took = smoothed(pool.took, now - begun);
    if (environment.idle && !this.#stopped) {
      const { clock } = this.#cloud;
      const cancel = clock.at(clock.now() + this.#limits.idleTime, () => this.#retire(environment));
      this.#idle.set(environment, { since: now, cancel });
    } else {
      environment.end();
    }
    this.#serve(environment.configuration, pool);
    if (this.#isFull()) this.#serveAll();
  }

  #isFull(): boolean {
    return this.#all.size + this.#starting >= this.#limits.maximumProcesses;
  }

  /** Is there room for one more process, if need be by ending the one that has been idle longest? */
  #makeRoom(pool: FunctionPool): boolean {
    if (!this.#isFull()) return true;
    const [longest] = this.#idle;
    if (!longest) return false;
    const [oldest, { since }] = longest;
    if (pool.busy > 0 && performance.now() - since < KEPT) return false;
    this.#retire(oldest);
    return true;
  }

  /** Ends it. The room is for whoever makes it: others are served when the process has ended. */
  #retire(environment: ExecutionEnvironment): void {
    this.#remove(environment);
    environment.end();
  }

  #forget(environment: ExecutionEnvironment): void {
    this.#remove(environment);
    if (!this.#stopped) this.#serveAll();
  }

  #remove(environment: ExecutionEnvironment): void {
    this.#idle.get(environment)?.cancel();
    this.#idle.delete(environment);
    this.#all.delete(environment);
  }
}

const isAtReserve = ({ reservedConcurrency }: FunctionConfiguration, { busy }: FunctionLoad): boolean =>
  busy >= (reservedConcurrency ?? Number.POSITIVE_INFINITY);

function throttled(): AwsError {
  return new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    Type: "User",
  });
}

function stopping(): AwsError {
  return new AwsError("ServiceException", "The service is stopping.", 500, { Type: "Service" });
}
