/** One standard queue: what is sent, seen, hidden and deleted. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { invalidReceipt, messageIsGone, messageNotInflight } from "./errors.ts";
import type { Message, MessageAttributes } from "./message.ts";
import { MessageFolder } from "./message-folder.ts";

/** What the template says of a queue. Times in seconds, sizes in bytes. */
export interface QueueSettings {
  readonly visibilityTimeout: number;
  readonly retentionPeriod: number;
  readonly delay: number;
  readonly maximumMessageSize: number;
  readonly receiveWaitTime: number;
  readonly managedEncryption: boolean;
}

export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  /** Seconds; the queue's own delay unless given. */
  readonly delay?: number | undefined;
  /** A message that is in the queue under this id already is not sent again. */
  readonly id?: string | undefined;
}

export interface Reception {
  readonly most: number;
  /** Seconds; the queue's own unless given. */
  readonly visibilityTimeout?: number | undefined;
  /** Seconds; the queue's own unless given. */
  readonly waitTime?: number | undefined;
}

/** Messages by whether they can be received now. */
export interface Counts {
  readonly visible: number;
  readonly hidden: number;
  readonly delayed: number;
}

/** AWS takes one purge a minute. */
const PURGE_INTERVAL = 60_000;

export class Queue {
  readonly name: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly #clock: Clock;
  readonly #messages: MessageFolder;
  /** Wakes the receivers that wait for a message. */
  readonly #waiting = new Set<() => void>();
  #settings: QueueSettings;
  #purgedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(identity: { name: string; arn: string; createdAt: number }, settings: QueueSettings, folder: string, clock: Clock) {
    this.name = identity.name;
    this.arn = identity.arn;
    this.createdAt = identity.createdAt;
    this.#settings = settings;
    this.#messages = new MessageFolder(folder);
    this.#clock = clock;
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  /** What a later boot's template says. */
  configure(settings: QueueSettings): void {
    this.#settings = settings;
  }

  /** Durable when it returns. */
  send({ id = randomUUID(), body, attributes, senderId, delay = this.#settings.delay }: NewMessage): Message {
    const known = this.#messages.get(id);
    if (known) return known;
    const sentAt = this.#clock.now();
    const ordinal = this.#messages.nextOrdinal();
    const message = { id, body, attributes, senderId, sentAt, ordinal, visibleAt: sentAt + delay * 1000, receiveCount: 0 };
    this.#messages.put(message);
    this.#wake();
    return message;
  }

  /** Gives up to `most` messages and hides them from other receivers; waits for one as long as it is told to. */
  async receive({ most, ...given }: Reception): Promise<Message[]> {
    const { visibilityTimeout = this.#settings.visibilityTimeout, waitTime = this.#settings.receiveWaitTime } = given;
    const deadline = this.#clock.now() + waitTime * 1000;
    for (;;) {
      const found = this.#visible().slice(0, most);
      if (found.length > 0) return found.map((message) => this.#hide(message, visibilityTimeout));
      if (this.#stopped || this.#clock.now() >= deadline) return [];
      await this.#change(Math.min(deadline, ...this.#messages.all().map(({ visibleAt }) => visibleAt)));
    }
  }

  /** A handle that is not the message's latest deletes nothing, and nobody is told. @throws AwsError ReceiptHandleIsInvalid */
  delete(handle: string): void {
    const message = this.#messages.get(messageIdIn(handle));
    if (message?.receipt === handle) this.#messages.remove(message.id);
  }

  /** Hides a received message for so many seconds from now on. @throws AwsError for one that is not in flight */
  changeVisibility(handle: string, visibilityTimeout: number): void {
    const message = this.#messages.get(messageIdIn(handle));
    if (message?.receipt !== handle) throw messageIsGone(handle);
    const now = this.#clock.now();
    if (message.visibleAt <= now) throw messageNotInflight();
    this.#messages.put({ ...message, visibleAt: now + visibilityTimeout * 1000 });
    this.#wake();
  }

  /** @throws AwsError PurgeQueueInProgress */
  purge(): void {
    const now = this.#clock.now();
    if (now - this.#purgedAt < PURGE_INTERVAL) {
      const message = `Only one PurgeQueue operation on ${this.name} is allowed every ${PURGE_INTERVAL / 1000} seconds.`;
      throw new AwsError("PurgeQueueInProgress", message, 403);
    }
    this.#purgedAt = now;
    for (const { id } of this.#messages.all()) this.#messages.remove(id);
  }

  counts(): Counts {
    const now = this.#clock.now();
    const later = this.#kept().filter(({ visibleAt }) => visibleAt > now);
    const delayed = later.filter(({ receiveCount }) => receiveCount === 0).length;
    return { visible: this.#kept().length - later.length, hidden: later.length - delayed, delayed };
  }

  /** Ends every receiver's waiting. */
  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** All that is not past its retention, which ends here for the rest. */
  #kept(): Message[] {
    const oldest = this.#clock.now() - this.#settings.retentionPeriod * 1000;
    for (const { id, sentAt } of this.#messages.all()) if (sentAt < oldest) this.#messages.remove(id);
    return this.#messages.all();
  }

  #visible(): Message[] {
    const now = this.#clock.now();
    return this.#kept().filter(({ visibleAt }) => visibleAt <= now);
  }

  #hide(message: Message, seconds: number): Message {
    const now = this.#clock.now();
    const received: Message = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
      visibleAt: now + seconds * 1000,
      receipt: Buffer.from(`${message.id} ${randomUUID()}`).toString("base64"),
    };
    this.#messages.put(received);
    return received;
  }

  /** Resolves when something may be visible that was not, at `latest` at that time. */
  async #change(latest: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.at(latest, resolve);
    this.#waiting.add(resolve);
    await promise;
    this.#waiting.delete(resolve);
    cancel();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
  }
}

/** @throws AwsError ReceiptHandleIsInvalid for what no receipt handle of ours looks like */
function messageIdIn(handle: string): string {
  const id = /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(handle, "base64").toString("latin1"))?.[1];
  if (id === undefined) throw invalidReceipt(handle);
  return id;
}
