/**
 * The state machines: those of the template, which come anew with every boot, and those that clients created, which
 * are on disk with their definitions. Of each it is known when it was first created.
 */
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

const machine = z.object({ arn: z.string(), name: z.string(), roleArn: z.string(), definition: z.string() });
const stored = z.record(
  z.string(),
  z.union([
    z.object({ createdAt: z.number(), machine: machine.optional() }),
    // What was written before clients could create machines.
    z.number().transform((createdAt) => ({ createdAt, machine: undefined })),
  ]),
);
interface Stored {
  readonly createdAt: number;
  /** Only of those that no template has. */
  readonly machine?: StateMachine | undefined;
}

export class Machines {
  readonly #path: string;
  readonly #byArn = new Map<string, StateMachine>();
  #stored: ReadonlyMap<string, Stored>;

  constructor(folder: string) {
    this.#path = join(folder, "machines.json");
    const found = existsSync(this.#path) ? stored.parse(JSON.parse(readFileSync(this.#path, "utf8"))) : {};
    this.#stored = new Map(Object.entries(found));
    for (const [arn, { machine: created }] of this.#stored) if (created) this.#byArn.set(arn, created);
  }

  /** Takes the template's machine, which is in the place of one that a client created under its name. */
  put(given: StateMachine, now: number): void {
    this.#byArn.set(given.arn, given);
    const known = this.#stored.get(given.arn);
    if (known && !known.machine) return;
    this.#write([...this.#stored, [given.arn, { createdAt: known?.createdAt ?? now }]]);
  }

  /** Takes a client's machine, durably. */
  create(given: StateMachine, now: number): void {
    this.#write([...this.#stored, [given.arn, { createdAt: now, machine: given }]]);
    this.#byArn.set(given.arn, given);
  }

  /** Forgets a machine, durably; the template's comes back at the next boot. */
  delete(arn: string): void {
    if (!this.#byArn.has(arn)) return;
    this.#write([...this.#stored].filter(([other]) => other !== arn));
    this.#byArn.delete(arn);
  }

  find(arn: string): StateMachine | undefined {
    return this.#byArn.get(arn);
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(arn: string): StateMachine {
    const found = this.find(arn);
    if (!found) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  /** Milliseconds since the epoch. */
  createdAt(arn: string): number {
    return this.#stored.get(arn)?.createdAt ?? 0;
  }

  list(): StateMachine[] {
    return [...this.#byArn.values()];
  }

  /** What can't be written never was. */
  #write(entries: readonly (readonly [arn: string, entry: Stored])[]): void {
    const next = new Map(entries);
    writeFileAtomically(this.#path, JSON.stringify(Object.fromEntries(next)));
    this.#stored = next;
  }
}
