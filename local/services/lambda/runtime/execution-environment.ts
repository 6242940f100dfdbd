/** An execution environment: a process, its Runtime API session and its log, for one invocation at a time. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Cloud } from "../../../contracts.ts";
import { environmentOf } from "../environment.ts";
import { type Exit, exited, responseTooLarge, timedOut } from "../failures.ts";
import type { FunctionConfiguration } from "../function-configuration.ts";
import { INIT_LIMIT } from "../limits.ts";
import { FunctionLog } from "./function-log.ts";
import { FunctionProcess } from "./function-process.ts";
import type { Invocation, RuntimeApi, RuntimeSession } from "./runtime-api.ts";

/** What an invocation came to. */
export interface InvocationOutcome {
  readonly ok: boolean;
  /** JSON text: the handler's result, or `{errorType, errorMessage, trace}`. */
  readonly payload: string;
  /** Milliseconds, as the REPORT line has them. */
  readonly duration: number;
  readonly logTail: string;
}

/** What someone asks for; the environment adds deadline, ARN and trace id. */
export interface InvocationRequest {
  readonly requestId: string;
  readonly payload: string;
  readonly clientContext?: string;
}

interface Answer {
  readonly ok: boolean;
  readonly payload: string;
  readonly status?: string;
  readonly errorType?: string;
}

/** One execution environment. Made by `ExecutionEnvironment.start`, ended by itself or by `end`. */
export class ExecutionEnvironment implements RuntimeSession {
  readonly configuration: FunctionConfiguration;
  readonly #ready = Promise.withResolvers<boolean>();
  readonly #log: FunctionLog;
  readonly #startedAt = performance.now();
  #process: FunctionProcess | undefined;
  #initDuration: number | undefined;
  #alive = true;
  /** Set while the process waits for work. */
  #take: ((invocation: Invocation) => void) | undefined;
  #requestId: string | undefined;
  #answer: Answer | undefined;
  /** Wakes whoever waits for the process to do something. */
  #changed = Promise.withResolvers<void>();

  private constructor(configuration: FunctionConfiguration, log: FunctionLog) {
    this.configuration = configuration;
    this.#log = log;
  }

  /** Starts a process. @throws AwsError when the function's role can't be assumed */
  static async start(configuration: FunctionConfiguration, cloud: Cloud, api: RuntimeApi): Promise<ExecutionEnvironment> {
    const token = randomUUID();
    const day = new Date(cloud.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    const logStream = `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
    const log = new FunctionLog(cloud, configuration, logStream);
    const self = new ExecutionEnvironment(configuration, log);
    const runtimeApi = await api.open(token, self);
    try {
      const environment = environmentOf(configuration, cloud, { runtimeApi, logStream });
      self.#process = new FunctionProcess(configuration, environment, (output) => log.follow(output));
    } catch (error) {
      api.close(token);
      throw error;
    }
    self.#process.ended.then(() => {
      api.close(token);
      self.#alive = false;
      self.#ready.resolve(false);
      self.#wake();
    });
    return self;
  }

  /** Resolves when the process waits for its first invocation, with true, or has ended before that. */
  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }

  /** True while the process lives and waits for an invocation. */
  get idle(): boolean {
    return this.#alive && this.#take !== undefined;
  }

  /** Calls back when the process has ended, of itself or by `end`. */
  onEnd(callback: () => void): void {
    this.#process?.ended.then(callback);
  }

  /** Kills the process; resolves when it is gone. */
  async end(): Promise<void> {
    this.#process?.kill();
    await this.#process?.ended;
  }

  /** Runs one invocation to its end: until the process asks for the next one, or is gone. */
  async invoke(request: InvocationRequest): Promise<InvocationOutcome> {
    this.#setBusy(true);
    try {
      return await this.#run(request);
    } finally {
      this.#setBusy(false);
    }
  }

  #setBusy(busy: boolean): void {
    if (this.#process) this.#process.busy = busy;
  }

  async #run(request: InvocationRequest): Promise<InvocationOutcome> {
    const { configuration } = this;
    const cold = this.#initDuration === undefined;
    if (!cold) this.#answer = undefined;
    this.#requestId = request.requestId;
    await this.#until(() => this.#take !== undefined, INIT_LIMIT + configuration.timeout * 1000);
    this.#log.start(request.requestId);
    const begun = performance.now();
    if (this.#take) {
      this.#take(this.#invocation(request));
      this.#take = undefined;
      await this.#until(() => this.#take !== undefined && this.#answer !== undefined, configuration.timeout * 1000);
    }
    const passed = Math.min(performance.now() - begun, configuration.timeout * 1000);
    // Who took too much memory on the way to an answer would not have come to it.
    if (!this.#process?.checkMemory()) this.#answer = undefined;
    const answer = this.#answer ?? (await this.#failure(request.requestId));
    const duration = answer.status === "timeout" ? configuration.timeout * 1000 : passed;
    await this.#log.caughtUp(request.requestId);
    this.#log.end({
      requestId: request.requestId,
      duration,
      memorySize: configuration.memorySize,
      maxMemoryUsed: this.#process?.maxMemoryUsed,
      initDuration: cold ? this.#initDuration : undefined,
      status: answer.status,
      errorType: answer.errorType,
    });
    return { ok: answer.ok, payload: answer.payload, duration, logTail: this.#log.tail() };
  }

  // What the process says through the Runtime API.

  next(): Promise<Invocation> {
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    this.#initDuration ??= performance.now() - this.#startedAt;
    this.#take = resolve;
    this.#ready.resolve(true);
    this.#wake();
    return promise;
  }

  respond(requestId: string, body: string | undefined): void {
    if (requestId !== this.#requestId) return;
    this.#answer = body === undefined ? { ok: false, payload: responseTooLarge(), status: "error" } : { ok: true, payload: body };
    this.#wake();
  }

  fail(requestId: string, body: string): void {
    if (requestId !== this.#requestId) return;
    this.#answer = { ok: false, payload: body };
    this.#wake();
  }

  failInit(body: string): void {
    this.#answer = { ok: false, payload: body, status: "error", errorType: String(JSON.parse(body).errorType) };
    this.#wake();
  }

  /** Nobody answered: the time is up, or the process has ended. */
  async #failure(requestId: string): Promise<Answer> {
    const { timeout } = this.configuration;
    if (this.#alive && !this.#process?.outOfMemory) {
      await this.end();
      this.#log.write([`${new Date().toISOString()} ${requestId} Task timed out after ${timeout.toFixed(2)} seconds`]);
      return { ok: false, payload: timedOut(requestId, timeout), status: "timeout" };
    }
    const exit: Exit = (await this.#process?.ended) ?? { code: 1, signal: null };
    const payload = exited(requestId, exit);
    const { errorMessage, errorType } = JSON.parse(payload);
    this.#log.write([`${errorMessage}\n${errorType}`]);
    const reported = this.#process?.outOfMemory ? "Runtime.OutOfMemory" : errorType;
    return { ok: false, payload, status: "error", errorType: reported };
  }

  /** Waits until `condition` holds, the process has ended, or `milliseconds` have passed by the machine's own clock. */
  async #until(condition: () => boolean, milliseconds: number): Promise<void> {
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      this.#wake();
    }, milliseconds);
    while (!condition() && this.#alive && !expired) await this.#changed.promise;
    clearTimeout(timer);
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #invocation(request: InvocationRequest): Invocation {
    const root = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`;
    return {
      ...request,
      functionArn: this.configuration.arn,
      deadline: Date.now() + this.configuration.timeout * 1000,
      traceId: `Root=${root};Parent=${randomBytes(8).toString("hex")};Sampled=0`,
    };
  }
}
