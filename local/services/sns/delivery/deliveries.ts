/** Deliveries: one for each subscription of a published message, on disk until it is made or given up. */
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { DurableQueue, type Outcome, type QueuedItem } from "../../../store/durable-queue.ts";
import type { Message, Protocol, Subscription } from "../topic.ts";
import { deliverToLambda } from "./lambda.ts";
import { deliverToTelephone } from "./sms.ts";

interface Delivery {
  readonly message: Message;
  readonly subscription: Subscription;
}

/** How one protocol delivers. @throws AwsError with a status below 500 for what no further attempt can mend */
export type Deliver = (message: Message, subscription: Subscription, cloud: Cloud) => Promise<void> | void;

const protocols: Readonly<Record<Protocol, Deliver>> = { lambda: deliverToLambda, sms: deliverToTelephone };

/** SNS's retries of server-side errors towards AWS's own endpoints: 3 at once, 2 after a second, 10 backing off, then every 20 seconds for 23 days. */
const ATTEMPTS = 100_015;
function delayAfter(attempts: number): number {
  if (attempts < 3) return 0;
  if (attempts < 5) return 1_000;
  return Math.min(1_000 * 2 ** (attempts - 5), 20_000);
}

/** The queue of deliveries of all topics. */
export class Deliveries {
  readonly #cloud: Cloud;
  readonly #queue: DurableQueue<Delivery>;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#queue = new DurableQueue({
      folder: join(cloud.stateFolder("sns"), "deliveries"),
      clock: cloud.clock,
      handle: (queued) => this.#deliver(queued),
    });
  }

  /** Durable when it returns. */
  accept(message: Message, subscription: Subscription): void {
    this.#queue.accept({ message, subscription });
  }

  start(): void {
    this.#queue.start();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  async #deliver({ item, attempts }: QueuedItem<Delivery>): Promise<Outcome> {
    const { message, subscription } = item;
    try {
      await protocols[subscription.protocol](message, subscription, this.#cloud);
      return { kind: "done" };
    } catch (error) {
      const permanent = error instanceof AwsError && error.status < 500;
      if (!permanent && attempts + 1 < ATTEMPTS) {
        return { kind: "retry", at: this.#cloud.clock.now() + delayAfter(attempts), counted: true };
      }
      const code = error instanceof AwsError ? error.code : "InternalError";
      const reason = error instanceof Error ? error.message : String(error);
      const { topicArn, endpoint } = subscription;
      this.#cloud.emit({ type: "delivery-failed", from: topicArn, to: endpoint, error: code, message: reason });
      return { kind: "given-up", reason: `${code}: ${reason}` };
    }
  }
}
