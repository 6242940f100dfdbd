/** The queues that the template made. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Cloud } from "../../contracts.ts";
import { writeFileAtomically } from "../../store/atomic-file.ts";
import { invalidParameter, queueDoesNotExist } from "./errors.ts";
import { Queue, type QueueSettings } from "./queue.ts";

const queueFile = z.object({ createdAt: z.number() });

export class Queues {
  readonly #cloud: Cloud;
  readonly #queues = new Map<string, Queue>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Makes the queue, or takes up an earlier boot's. `name` is a valid queue name, so it is a safe folder name too. */
  put(name: string, settings: QueueSettings): Queue {
    const open = this.#queues.get(name);
    if (open) {
      open.configure(settings);
      return open;
    }
    const folder = join(this.#cloud.stateFolder("sqs"), name);
    const path = join(folder, "queue.json");
    if (!existsSync(path)) writeFileAtomically(path, JSON.stringify({ createdAt: this.#cloud.clock.now() }));
    const { createdAt } = queueFile.parse(JSON.parse(readFileSync(path, "utf8")));
    const queue = new Queue({ name, arn: this.arnOf(name), createdAt }, settings, join(folder, "messages"), this.#cloud.clock);
    this.#queues.set(name, queue);
    return queue;
  }

  /** @throws AwsError QueueDoesNotExist */
  get(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** @throws AwsError QueueDoesNotExist */
  withArn(arn: string): Queue {
    const queue = [...this.#queues.values()].find((one) => one.arn === arn);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** By name. */
  all(): Queue[] {
    return [...this.#queues.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  arnOf(name: string): string {
    return `arn:aws:sqs:${this.#cloud.region}:${this.#cloud.accountId}:${name}`;
  }

  urlOf(name: string): string {
    return `${this.#cloud.endpoint}/${this.#cloud.accountId}/${name}`;
  }

  /** The name in a queue's address, whether there is such a queue or not. @throws AwsError InvalidAddress */
  nameIn(url: unknown): string {
    const name = typeof url === "string" ? /\/\d{12}\/([A-Za-z0-9_-]{1,80})\/?$/.exec(url)?.[1] : undefined;
    if (name === undefined) throw invalidParameter(`The address ${String(url)} is not valid for this endpoint.`);
    return name;
  }
}
