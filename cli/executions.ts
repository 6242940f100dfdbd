/** Follows the executions that pushes and photographs start. */
import { setTimeout as delay } from "node:timers/promises";
import type { CloudEvent } from "local-cloud";
import { withoutLog } from "../src/rules/build-outcome.ts";
import { messageOf } from "../src/rules/cause.ts";
import { Interrupted, UserError } from "./errors.ts";

/** How an execution ended. */
export interface Ended {
  readonly executionArn: string;
  readonly status: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** When each state was entered, in the order entered; milliseconds since the epoch. */
export type Entered = readonly { readonly state: string; readonly time: number }[];

/** Hears the cloud's events and answers when the execution of a commit has ended. */
export class Executions {
  readonly #ended = new Map<string, Ended>();
  readonly #entered = new Map<string, { state: string; time: number }[]>();
  readonly #builds = new Map<string, { startedAt: number; endedAt: number }>();
  readonly #waiting = new Set<() => void>();

  hear(event: CloudEvent): void {
    if (event.type === "state-entered") {
      const list = this.#entered.get(event.executionArn) ?? [];
      list.push({ state: event.state, time: Date.now() });
      this.#entered.set(event.executionArn, list);
      this.#wake();
    }
    if (event.type === "build-phase" && !this.#builds.has(event.buildId)) {
      this.#builds.set(event.buildId, { startedAt: Date.now(), endedAt: Number.NaN });
    }
    if (event.type === "build-ended") {
      const build = this.#builds.get(event.buildId);
      if (build) build.endedAt = Date.now();
    }
    if (event.type === "execution-ended") {
      this.#ended.set(event.executionArn, event);
      this.#wake();
    }
  }

  /**
   * The end of the execution that a push of `commit` started. Executions are named after their commit.
   * @throws UserError when it has not ended after `patience` milliseconds; Interrupted
   */
  async endOf(commit: string, patience: number, stopped?: AbortSignal): Promise<Ended> {
    const find = () => [...this.#ended.values()].find(({ executionArn }) => isOf(executionArn, commit));
    const what = `The push of ${commit.slice(0, 7)}`;
    return this.#until(find, what, patience, stopped);
  }

  /** The end of this execution. @throws UserError when it has not ended after `patience` milliseconds; Interrupted */
  async end(executionArn: string, patience: number, stopped?: AbortSignal): Promise<Ended> {
    return this.#until(() => this.#ended.get(executionArn), `The execution ${nameOf(executionArn)}`, patience, stopped);
  }

  /** Waits until this execution has left the state, or has ended. @throws UserError as `end` does; Interrupted */
  async left(executionArn: string, state: string, patience: number, stopped?: AbortSignal): Promise<void> {
    const isPast = (): true | undefined => {
      const entered = this.statesOf(executionArn).map((each) => each.state);
      const isLeft = entered.includes(state) && entered.at(-1) !== state;
      return isLeft || this.#ended.has(executionArn) ? true : undefined;
    };
    await this.#until(isPast, `The execution ${nameOf(executionArn)}`, patience, stopped);
  }

  async #until<Found>(find: () => Found | undefined, what: string, patience: number, stopped?: AbortSignal): Promise<Found> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
      if (stopped?.aborted) throw new Interrupted();
      const found = find();
      if (found !== undefined) return found;
      await this.#woken();
    }
    throw new UserError(`${what} was not done within ${patience / 60_000} minutes.`);
  }

  /** Until something was heard, or a moment went by. */
  async #woken(): Promise<void> {
    const heard = Promise.withResolvers<void>();
    this.#waiting.add(heard.resolve);
    await Promise.race([heard.promise, delay(200)]);
    this.#waiting.delete(heard.resolve);
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** When the build that began last began and ended (NaN while it runs); milliseconds since the epoch. */
  lastBuild(): { readonly startedAt: number; readonly endedAt: number } | undefined {
    return [...this.#builds.values()].at(-1);
  }

  statesOf(executionArn: string): Entered {
    return this.#entered.get(executionArn) ?? [];
  }
}

/** Whether an execution is of a push of `commit`. */
export const isOf = (executionArn: string, commit: string): boolean => nameOf(executionArn).startsWith(`${commit.slice(0, 7)}-`);

/** An execution's own name, the last part of its ARN. */
const nameOf = (executionArn: string): string => executionArn.split(":").at(-1) ?? "";

/** Why an execution ended as it did, for a terminal: the log's address in AWS's console leads nowhere from here. */
export function explainEnd({ status, error, cause }: Pick<Ended, "status" | "error" | "cause">): string {
  const { text, build } = withoutLog(messageOf(cause));
  return [error ?? status, text, build && `its log is above, and in the log group of ${build}`].filter(Boolean).join(": ");
}
