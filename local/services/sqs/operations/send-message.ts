import { z } from "zod";
import { digestOfAttributes, digestOfBody } from "../digests.ts";
import type { MessageAttributes } from "../message.ts";
import type { Queues } from "../queues.ts";
import { send, senderIdOf } from "../send.ts";
import { integer, onQueue } from "./on-queue.ts";

const attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});
const input = z.strictObject({
  MessageBody: z.string(),
  DelaySeconds: integer(0, 900).optional(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
});

/** SendMessage */
export const sendMessage = (queues: Queues) =>
  onQueue(queues, "sqs:SendMessage", input, (queue, { MessageBody, DelaySeconds, MessageAttributes }, { principal }, cloud) => {
    const attributes: MessageAttributes = Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue = "", BinaryValue = "" }]) => [
        name,
        { dataType: DataType, value: DataType.startsWith("Binary") ? BinaryValue : StringValue },
      ]),
    );
    const senderId = senderIdOf(principal, cloud.accountId);
    const { id } = send(queue, { body: MessageBody, attributes, senderId, delay: DelaySeconds });
    return {
      MessageId: id,
      MD5OfMessageBody: digestOfBody(MessageBody),
      MD5OfMessageAttributes: digestOfAttributes(attributes),
    };
  });
