/** Everything that a run of the model is made of: AWS in memory, its executions, and the script that happens to them. */
import { ExecutionAlreadyExists } from "@aws-sdk/client-sfn";
import type { Context } from "aws-lambda";
import type { WorkOutcome } from "../../../local/services/states/asl/states/state-type.ts";
import type { NoticeHistory } from "../../../src/rules/notices.ts";
import { pushEvent, type SnsEvent } from "../support/events.ts";
import { invocation, type Operation } from "./aws.ts";
import { type FakeBuild, FakeBuilds, getLogEvents } from "./fakes/builds.ts";
import { FakeRegistry } from "./fakes/registry.ts";
import { FakeRepository } from "./fakes/repository.ts";
import { FakeTable } from "./fakes/table.ts";
import type { Invocation, Life, Telling } from "./invocation.ts";
import { type Execution, MachineRoom } from "./machine-room.ts";
import type { Ending, Fault, FaultKind, Script, Step } from "./script.ts";
import { SharedTime } from "./shared-time.ts";

export type Handler = (input: never, context: Context) => Promise<unknown>;
/** startStepFunction, and the machine's functions by their names in the definition. */
export interface Handlers {
  readonly start: Handler;
  readonly tasks: Readonly<Record<string, Handler>>;
}

/** A task tries five times at least: with no more than this many faults in a row it gets through. */
const FAULTS_IN_A_ROW = 3;
const NEVER = new Promise<never>(() => {});

export class World {
  readonly time = new SharedTime();
  readonly repository = new FakeRepository();
  readonly registry = new FakeRegistry();
  readonly table = new FakeTable();
  readonly builds: FakeBuilds;
  readonly room: MachineRoom;
  /** The commits that were published, in order. */
  readonly published: FakeBuild[] = [];
  /** The texts that the owner got, in order. */
  readonly told: Telling[] = [];
  /** Promises that were seen broken on the way. */
  readonly broken: string[] = [];

  readonly #handlers: Handlers;
  readonly #random: () => number;
  readonly #endings: Readonly<Record<string, Ending[]>>;
  readonly #callFaults: ReadonlyMap<number, FaultKind>;
  readonly #taskFaults: ReadonlyMap<number, FaultKind>;
  readonly #undelivered = new Set<SnsEvent>();
  /** Those of the told whose record is in the table. */
  readonly #recorded: Telling[] = [];
  /** When CodeBuild was or is out, in virtual milliseconds. */
  #outUntil = 0;
  #life: Life | undefined = { over: false };
  #calls = 0;
  #tasks = 0;

  constructor(script: Script, handlers: Handlers) {
    this.#handlers = handlers;
    this.#random = randomFrom(script.seed);
    this.#endings = { site: [...script.siteEndings], image: [...script.imageEndings] };
    this.#callFaults = byPlace(script.callFaults);
    this.#taskFaults = byPlace(script.taskFaults);
    this.builds = new FakeBuilds(this.time, {
      commitAt: (id) => this.repository.commits.get(id) ?? fail(`no commit ${id}`),
      endingOf: (project) => this.#endings[project]?.shift() ?? { as: "its commit deserves", seconds: 5 },
      started: (build) => this.#started(build),
      succeeded: (build) => this.#succeeded(build),
      wasOutSince: (time) => this.#outUntil >= time,
      broken: (what) => void this.broken.push(what),
    });
    this.room = new MachineRoom(this.time, this.#random, (...task) => this.#perform(...task));
    let when = 0;
    for (const step of script.steps) {
      when += step.after;
      this.time.after(when, () => this.#take(step));
    }
  }

  /** Whether CodeBuild was ever out. */
  get wasOut(): boolean {
    return this.#outUntil > 0;
  }

  #take(step: Step): void {
    if (step.do === "kill") this.#kill(step.downFor, step.withBuilds);
    else if (step.do === "outage") this.#outUntil = Math.max(this.#outUntil, this.time.now() + step.lasts);
    else this.#push(step);
  }

  /** One more push, of a commit that builds, once nothing is out any more. */
  pushOnceMore(): void {
    const commit = { is: "new", builds: true, image: "new", summary: "Once more" } as const;
    const push = { do: "push", after: 0, commit, deliveries: [100], withOthers: false } as const;
    this.time.after(Math.max(1, this.#outUntil - this.time.now()), () => this.#push(push));
  }

  #push(step: Step & { do: "push" }): void {
    const pushedAt = new Date(this.time.now()).toISOString();
    const { number, commit } = this.repository.push(step.commit, pushedAt);
    const others = [
      { commit: commit.id, created: true, ref: `refs/tags/v${number}` },
      { commit: commit.id, ref: "refs/heads/draft" },
    ];
    const references = [...(step.withOthers ? others : []), { commit: commit.id, ref: "refs/heads/main" }];
    const eventTime = pushedAt.replace("Z", "+0000");
    for (const after of step.deliveries) {
      const event = pushEvent({ codecommit: { references }, eventId: `event-${number}`, eventTime });
      this.#undelivered.add(event);
      this.time.after(after, () => void this.#deliver(event));
    }
  }

  /** SNS and Lambda deliver at least once: until the function has taken the event. */
  async #deliver(event: SnsEvent): Promise<void> {
    const life = this.#life;
    if (!life || !this.#undelivered.has(event)) return;
    try {
      await this.#invoke(this.#handlers.start, event, { world: this, life });
      this.#undelivered.delete(event);
    } catch {
      this.time.after(60_000, () => void this.#deliver(event));
    }
  }

  async #invoke(handler: Handler, input: unknown, one: Invocation): Promise<unknown> {
    const context = { awsRequestId: "request", functionName: "function" } as Context;
    const output = await invocation.run(one, () => handler(input as never, context));
    return one.life.over ? NEVER : output;
  }

  /** One attempt of a task. */
  async #perform(execution: Execution, functionName: string, state: unknown): Promise<WorkOutcome> {
    const life = this.#life;
    const handler = this.#handlers.tasks[functionName];
    if (!life || !handler) throw new Error(`Nothing runs ${functionName}`);
    const requestId = "request";
    const refused = { is: "refused", code: "ServiceException", status: 500, message: "try again", requestId } as const;
    const fault = this.#faultOf(this.#taskFaults, this.#tasks++, execution);
    if (fault === "refused") return refused;
    const one: Invocation = { world: this, life, execution };
    try {
      const payload = JSON.stringify(await this.#invoke(handler, state, one));
      if (one.unrecorded) this.broken.push(`"${one.unrecorded.text}" was told and not recorded`);
      if (fault === "done, then everything is killed") this.#kill(10_000, true);
      if (life.over || fault === "done but never answered") return NEVER;
      return fault ? refused : { is: "succeeded", payload, requestId };
    } catch (thrown) {
      const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
      return { is: "failed", payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }) };
    }
  }

  #faultOf(faults: ReadonlyMap<number, FaultKind>, at: number, execution?: Execution): FaultKind | undefined {
    return execution && execution.failures >= FAULTS_IN_A_ROW ? undefined : faults.get(at);
  }

  /** A function's call of AWS. A request that is on its way arrives even when its sender has died. */
  async call(caller: Invocation, operation: Operation, input: unknown): Promise<unknown> {
    if (caller.life.over) return NEVER;
    const fault = this.#faultOf(this.#callFaults, this.#calls++, caller.execution);
    await this.#latency();
    const outcome = this.#outcome(caller, operation, input, fault);
    outcome.catch(() => {}); // It is heard below, after the way back.
    await this.#latency();
    return caller.life.over ? NEVER : outcome;
  }

  async #outcome(caller: Invocation, operation: Operation, input: unknown, fault?: FaultKind): Promise<unknown> {
    if (fault === "refused") throw Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
    if (/Build/.test(operation) && this.time.now() < this.#outUntil)
      throw Object.assign(new Error("CodeBuild is out"), { name: OUT });
    const answer = this.#answer(caller, operation, input);
    if (fault === "done, then everything is killed") this.#kill(10_000, true);
    if (fault === "done but never answered" && caller.execution) return NEVER;
    if (fault) throw Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
    return answer;
  }

  #latency(): Promise<void> {
    return this.time.pass(Math.floor(this.#random() ** 3 * 60));
  }

  #answer(caller: Invocation, operation: Operation, input: unknown): unknown {
    const answers: Readonly<Record<Operation, (input: never) => unknown>> = {
      GetCommit: (request) => this.repository.getCommit(request),
      GetDifferences: (request) => this.repository.getDifferences(request),
      GetFile: (request) => this.repository.getFile(request),
      GetLogEvents: getLogEvents,
      DescribeImages: (request) => this.registry.describeImages(request),
      StartBuild: (request) => this.builds.startBuild(request),
      BatchGetBuilds: (request) => this.builds.batchGetBuilds(request),
      GetItem: (request: { Key: { site: string } } & Parameters<FakeTable["get"]>[0]) => {
        if (request.Key.site === "notices") caller.known = [...this.#recorded];
        return this.table.get(request);
      },
      PutItem: (request) => {
        this.table.put(request);
        this.#noteRecord(caller);
        return {};
      },
      StartExecution: (request) => this.#startExecution(request),
      Publish: (request) => this.#publish(caller, request),
    };
    return answers[operation](input as never);
  }

  #startExecution({ name, input }: { name: string; input: string }): Record<string, never> {
    if (!this.room.create(name, input)) throw new ExecutionAlreadyExists({ message: "exists", $metadata: {} });
    if (this.#life) this.room.takeUp();
    return {};
  }

  #publish(caller: Invocation, { Message }: { Message: string }): Record<string, never> {
    const { sms: text, default: letter } = JSON.parse(Message) as { sms: string; default: string };
    const { execution, known = [] } = caller;
    if (!execution) throw new Error("Only an execution's task tells");
    const { name, input } = execution;
    if (this.#history().told.includes(name)) this.broken.push(`"${text}" was told again though it was on record`);
    if (!letter.includes(input.commitId)) this.broken.push(`"${letter}" does not name its commit`);
    const telling = { execution: name, pushedAt: input.pushedAt, text };
    const latest = known.reduce<Telling | undefined>((a, b) => (a && a.pushedAt > b.pushedAt ? a : b), undefined);
    const mends = latest !== undefined && isFailure(latest) && latest.pushedAt < input.pushedAt && !isFailure(telling);
    if (mends !== text.startsWith("Lectern recovered:"))
      this.broken.push(`"${text}" ${mends ? "does not say" : "says"} recovered, after ${JSON.stringify(latest)}`);
    this.told.push(telling);
    caller.unrecorded = telling;
    return {};
  }

  #noteRecord(caller: Invocation): void {
    const telling = caller.unrecorded;
    if (!telling || !this.#history().told.includes(telling.execution)) return;
    this.#recorded.push(telling);
    delete caller.unrecorded;
  }

  #history(): NoticeHistory {
    return (this.table.content("notices") ?? { told: [] }) as NoticeHistory;
  }

  #started({ order: { projectName, imageOverride = "" }, commit }: FakeBuild): void {
    const tag = imageOverride.replace(/^registry\.example\/site:/, "");
    if (projectName === "site" && this.registry.editions.get(tag) !== commit.image)
      this.broken.push(`the site of ${commit.id} is built in the image "${imageOverride}", which is another's or is not there`);
  }

  #succeeded(build: FakeBuild): void {
    const { order, commit } = build;
    if (order.projectName === "site") this.published.push(build);
    else this.registry.editions.set(order.environmentVariablesOverride[0]?.value ?? "", commit.image);
  }

  #kill(downFor: number, withBuilds: boolean): void {
    if (!this.#life) return;
    this.#life.over = true;
    this.#life = undefined;
    this.room.kill();
    if (withBuilds) this.builds.faultAll();
    this.time.after(downFor, () => {
      this.#life = { over: false };
      this.room.takeUp();
      for (const event of this.#undelivered) void this.#deliver(event);
    });
  }
}

/** It was told that its build may be published yet. */
/** The error of every call to CodeBuild while it is out. */
export const OUT = "ServiceUnavailable";
export const isStillQueued = ({ text }: Telling): boolean => text.includes("NOT published yet: still queued.");
export const isFailure = ({ text }: Telling): boolean => text.includes("NOT published");

function fail(message: string): never {
  throw new Error(message);
}

const byPlace = (faults: readonly Fault[]): ReadonlyMap<number, FaultKind> => new Map(faults.map(({ at, kind }) => [at, kind]));

/** Numbers in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
