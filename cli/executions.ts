/** Follows the executions that a push starts. */
import { setTimeout as delay } from "node:timers/promises";
import type { CloudEvent } from "local-cloud";
import { UserError } from "./errors.ts";

/** How an execution ended. */
export interface Ended {
  readonly executionArn: string;
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

/** When each state was entered, in the order entered; milliseconds since the epoch. */
export type Entered = readonly { readonly state: string; readonly time: number }[];

/** Hears the cloud's events and answers when the execution of a commit has ended. */
export class Executions {
  readonly #ended = new Map<string, Ended>();
  readonly #entered = new Map<string, { state: string; time: number }[]>();
  #wake: () => void = () => {};

  hear(event: CloudEvent): void {
    if (event.type === "state-entered") {
      const list = this.#entered.get(event.executionArn) ?? [];
      list.push({ state: event.state, time: Date.now() });
      this.#entered.set(event.executionArn, list);
    }
    if (event.type === "execution-ended") {
      this.#ended.set(event.executionArn, event);
      this.#wake();
    }
  }

  /** The end of the execution that a push of `commit` started. Executions are named after their commit. @throws UserError */
  async endOf(commit: string, patience: number): Promise<Ended> {
    const deadline = Date.now() + patience;
    for (;;) {
      const ended = [...this.#ended.values()].find(({ executionArn }) => isOf(executionArn, commit));
      if (ended) return ended;
      if (Date.now() > deadline)
        throw new UserError(`The push of ${commit.slice(0, 7)} was not done within ${patience / 60_000} minutes.`);
      await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), delay(1_000)]);
    }
  }

  statesOf(executionArn: string): Entered {
    return this.#entered.get(executionArn) ?? [];
  }
}

const isOf = (executionArn: string, commit: string): boolean =>
  executionArn
    .split(":")
    .at(-1)
    ?.startsWith(`${commit.slice(0, 7)}-`) ?? false;
