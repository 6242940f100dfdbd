/** Publishing: what may be published, and that it is on disk before anyone is told. */
import { randomUUID } from "node:crypto";
import type { Cloud, SnsPort } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import type { Deliveries } from "./delivery/deliveries.ts";
import type { MessagesByProtocol } from "./message-structure.ts";
import { invalidParameter, type MessageAttribute } from "./topic.ts";
import type { Topics } from "./topics.ts";

/** Bytes, attributes included. */
const MESSAGE_LIMIT = 262_144;
/** Up to 99 printable ASCII characters that begin with a letter, a digit or punctuation. */
const SUBJECT = /^[!-~][ -~]{0,98}$/;

export interface Publication {
  readonly topicArn: string;
  readonly message: string;
  /** What is said in place of `message`, by protocol, when the message is structured. */
  readonly byProtocol?: MessagesByProtocol | undefined;
  readonly subject?: string | undefined;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/** SNS's port, and the same without its question to IAM for the Publish operation, whose caller the gateway has checked. */
export class Publisher implements SnsPort {
  readonly #cloud: Cloud;
  readonly #topics: Topics;
  readonly #deliveries: Deliveries;

  constructor(cloud: Cloud, topics: Topics, deliveries: Deliveries) {
    this.#cloud = cloud;
    this.#topics = topics;
    this.#deliveries = deliveries;
  }

  async publish({ principal, ...publication }: Parameters<SnsPort["publish"]>[0]): Promise<{ messageId: string }> {
    try {
      this.#cloud.iam.authorize({ principal, action: "sns:Publish", resource: publication.topicArn });
    } catch (error) {
      if (error instanceof AwsError) throw new AwsError("AuthorizationError", error.message, 403);
      throw error;
    }
    return this.accept(publication);
  }

  /** @throws AwsError NotFound, InvalidParameter */
  accept({ topicArn, message, byProtocol, subject, attributes = {} }: Publication): { messageId: string } {
    this.#topics.get(topicArn);
    if (message === "") throw invalidParameter("Empty message");
    if (Buffer.byteLength(message) + bytesOf(attributes) > MESSAGE_LIMIT) throw invalidParameter("Message too long");
    if (subject !== undefined && !SUBJECT.test(subject)) throw invalidParameter("Subject");
    const messageId = randomUUID();
    const timestamp = new Date(this.#cloud.clock.now()).toISOString();
    for (const subscription of this.#topics.subscriptions(topicArn)) {
      const said = byProtocol ? (byProtocol[subscription.protocol] ?? byProtocol.default) : message;
      this.#deliveries.accept({ messageId, topicArn, subject, message: said, attributes, timestamp }, subscription);
    }
    return { messageId };
  }
}

function bytesOf(attributes: Readonly<Record<string, MessageAttribute>>): number {
  return Object.entries(attributes).reduce((sum, [name, { Type, Value }]) => sum + Buffer.byteLength(name + Type + Value), 0);
}
