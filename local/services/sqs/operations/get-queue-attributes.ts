import { z } from "zod";
import { AwsError } from "../../../errors.ts";
import type { Queue } from "../queue.ts";
import type { Queues } from "../queues.ts";
import { onQueue } from "./on-queue.ts";

const attributes = {
  QueueArn: ({ arn }: Queue) => arn,
  CreatedTimestamp: ({ createdAt }: Queue) => Math.floor(createdAt / 1000),
  LastModifiedTimestamp: ({ createdAt }: Queue) => Math.floor(createdAt / 1000),
  ApproximateNumberOfMessages: (queue: Queue) => queue.counts().visible,
  ApproximateNumberOfMessagesNotVisible: (queue: Queue) => queue.counts().hidden,
  ApproximateNumberOfMessagesDelayed: (queue: Queue) => queue.counts().delayed,
  VisibilityTimeout: ({ settings }: Queue) => settings.visibilityTimeout,
  MessageRetentionPeriod: ({ settings }: Queue) => settings.retentionPeriod,
  DelaySeconds: ({ settings }: Queue) => settings.delay,
  MaximumMessageSize: ({ settings }: Queue) => settings.maximumMessageSize,
  ReceiveMessageWaitTimeSeconds: ({ settings }: Queue) => settings.receiveWaitTime,
  SqsManagedSseEnabled: ({ settings }: Queue) => settings.managedEncryption,
} as const;
const names = Object.keys(attributes) as (keyof typeof attributes)[];
const isName = (name: string): name is keyof typeof attributes => Object.hasOwn(attributes, name);

const input = z.strictObject({ AttributeNames: z.array(z.string()).default([]) });

/** GetQueueAttributes: all values are strings. */
export const getQueueAttributes = (queues: Queues) =>
  onQueue(queues, "sqs:GetQueueAttributes", input, (queue, { AttributeNames }) => {
    const asked = AttributeNames.flatMap((name) => {
      if (name === "All") return names;
      if (!isName(name)) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
      return [name];
    });
    return asked.length === 0
      ? {}
      : { Attributes: Object.fromEntries(asked.map((name) => [name, String(attributes[name](queue))])) };
  });
