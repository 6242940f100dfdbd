/** The state machines that the template has, and when each was first created. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AwsError } from "../../../errors.ts";
import { writeFileAtomically } from "../../../store/atomic-file.ts";

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** JSON text. */
  readonly definition: string;
}

const creations = z.record(z.string(), z.number());

export class Machines {
  readonly #path: string;
  readonly #byArn = new Map<string, StateMachine>();
  readonly #createdAt: Map<string, number>;

  constructor(folder: string) {
    this.#path = join(folder, "machines.json");
    const stored = existsSync(this.#path) ? creations.parse(JSON.parse(readFileSync(this.#path, "utf8"))) : {};
    this.#createdAt = new Map(Object.entries(stored));
  }

  put(machine: StateMachine, now: number): void {
    this.#byArn.set(machine.arn, machine);
    if (this.#createdAt.has(machine.arn)) return;
    this.#createdAt.set(machine.arn, now);
    writeFileAtomically(this.#path, JSON.stringify(Object.fromEntries(this.#createdAt)));
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(arn: string): StateMachine {
    const machine = this.#byArn.get(arn);
    if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  has(arn: string): boolean {
    return this.#byArn.has(arn);
  }

  /** Milliseconds since the epoch. */
  createdAt(arn: string): number {
    return this.#createdAt.get(arn) ?? 0;
  }

  list(): StateMachine[] {
    return [...this.#byArn.values()];
  }
}
