import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Queues } from "../queues.ts";

const seconds = (least: number, most: number, otherwise: number) =>
  z.coerce.number().int().min(least).max(most).default(otherwise);

const properties = z.strictObject({
  QueueName: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,80}$/)
    .optional(),
  VisibilityTimeout: seconds(0, 43_200, 30),
  MessageRetentionPeriod: seconds(60, 1_209_600, 345_600),
  DelaySeconds: seconds(0, 900, 0),
  /** Bytes: 1 MB since August 2025. */
  MaximumMessageSize: z.coerce.number().int().min(1_024).max(1_048_576).default(1_048_576),
  ReceiveMessageWaitTimeSeconds: seconds(0, 20, 0),
  /** Shown, and nothing more: what is on this machine's disk is not encrypted. */
  SqsManagedSseEnabled: z.stringbool().or(z.boolean()).default(true),
  /** Change nothing here. */
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

/** AWS::SQS::Queue, a standard one. `Ref` is its URL. */
export function queueType(queues: Queues): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::SQS::Queue",
    properties,
    apply({ properties, generatedName }) {
      const { name, arn } = queues.put(properties.QueueName ?? generatedName.slice(0, 80), {
        visibilityTimeout: properties.VisibilityTimeout,
        retentionPeriod: properties.MessageRetentionPeriod,
        delay: properties.DelaySeconds,
        maximumMessageSize: properties.MaximumMessageSize,
        receiveWaitTime: properties.ReceiveMessageWaitTimeSeconds,
        managedEncryption: properties.SqsManagedSseEnabled,
      });
      const url = queues.urlOf(name);
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
    },
  };
}
