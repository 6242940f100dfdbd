/** Tells functions of objects that were created and removed: at least once, from a queue that is on disk before the change is answered. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Cloud } from "../../../contracts.ts";
import { AwsError } from "../../../errors.ts";
import { DurableQueue, type Outcome, type QueuedItem } from "../../../store/durable-queue.ts";
import { bucketArn } from "../rules/arns.ts";
import { concerns, invalid, type notificationConfiguration, type Rule, rulesOf } from "./configuration.ts";
import { type Change, s3Event } from "./event.ts";
import { createSequencer } from "./sequencer.ts";

interface Notification {
  readonly bucket: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly event: string;
}

/** Milliseconds for which what Lambda could not take is tried again. */
const PATIENCE = 24 * 3600_000;
const delayAfter = (attempts: number) => Math.min(1_000 * 2 ** attempts, 300_000);

/** The notifications of all buckets. */
export class Notifications {
  readonly #cloud: Cloud;
  readonly #rules = new Map<string, readonly Rule[]>();
  readonly #sequence: () => string;
  #queue: DurableQueue<Notification> | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.#sequence = createSequencer(() => cloud.clock.now());
  }

  /**
   * Sets what a bucket tells of.
   * @throws AwsError InvalidArgument, as S3: when configurations overlap, or a function's policy does not let S3 invoke it for this bucket
   */
  configure(bucket: string, configuration: z.infer<typeof notificationConfiguration>): void {
    const rules = rulesOf(configuration, (place) => uuidFrom(`${bucket} ${place}`));
    for (const { functionArn } of rules) {
      const access = { principal: this.#principal(bucket), action: "lambda:InvokeFunction", resource: functionArn };
      if (!this.#cloud.iam.allows(access))
        throw invalid(`Unable to validate the following destination configurations: ${functionArn}`);
    }
    this.#rules.set(bucket, rules);
  }

  /** Durable when it returns. To be called in one step with the change, so that sequencers follow the changes. */
  tell(change: Change): void {
    const { accountId, region, clock } = this.#cloud;
    for (const { id, functionArn } of this.#rules.get(change.bucket)?.filter((rule) => concerns(rule, change.name, change.key)) ??
      []) {
      const circumstances = { accountId, region, time: clock.now(), configurationId: id, sequencer: this.#sequence() };
      const event = JSON.stringify(s3Event(change, circumstances));
      this.#opened().accept({ bucket: change.bucket, functionArn, event });
    }
  }

  start(): void {
    this.#opened().start();
  }

  async stop(): Promise<void> {
    await this.#queue?.stop();
  }

  #opened(): DurableQueue<Notification> {
    // Beside the buckets, not among them: any name may be a bucket's.
    this.#queue ??= new DurableQueue({
      folder: this.#cloud.stateFolder("s3-notifications"),
      clock: this.#cloud.clock,
      handle: (queued) => this.#deliver(queued),
    });
    return this.#queue;
  }

  #principal(bucket: string) {
    return { kind: "service", service: "s3.amazonaws.com", sourceArn: bucketArn(bucket) } as const;
  }

  async #deliver({ item, attempts, acceptedAt }: QueuedItem<Notification>): Promise<Outcome> {
    const { bucket, functionArn, event } = item;
    try {
      await this.#cloud.lambda.invokeAsync({ functionName: functionArn, payload: event, principal: this.#principal(bucket) });
      return { kind: "done" };
    } catch (error) {
      const now = this.#cloud.clock.now();
      const permanent = error instanceof AwsError && error.status < 500 && error.status !== 429;
      if (!permanent && now - acceptedAt < PATIENCE) return { kind: "retry", at: now + delayAfter(attempts), counted: true };
      const code = error instanceof AwsError ? error.code : "InternalError";
      const message = error instanceof Error ? error.message : String(error);
      this.#cloud.emit({ type: "delivery-failed", from: bucketArn(bucket), to: functionArn, error: code, message });
      return { kind: "given-up", reason: `${code}: ${message}` };
    }
  }
}

/** In a UUID's form, as CloudFormation names configurations, and the same at every boot. */
function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
