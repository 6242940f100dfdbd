import { z } from "zod";
import { digestOfAttributes, digestOfBody } from "../digests.ts";
import { isBinary, type Message, type MessageAttributes } from "../message.ts";
import type { Queues } from "../queues.ts";
import { integer, onQueue } from "./on-queue.ts";

const systemAttributes = {
  SenderId: ({ senderId }: Message) => senderId,
  SentTimestamp: ({ sentAt }: Message) => String(sentAt),
  ApproximateReceiveCount: ({ receiveCount }: Message) => String(receiveCount),
  ApproximateFirstReceiveTimestamp: ({ firstReceivedAt }: Message) => String(firstReceivedAt),
} as const;
const systemNames = Object.keys(systemAttributes) as (keyof typeof systemAttributes)[];

const systemName = z.enum(["All", ...systemNames]);
const input = z.strictObject({
  MaxNumberOfMessages: integer(1, 10).default(1),
  VisibilityTimeout: integer(0, 43_200).optional(),
  WaitTimeSeconds: integer(0, 20).optional(),
  /** The older name of the next one. */
  AttributeNames: z.array(systemName).default([]),
  MessageSystemAttributeNames: z.array(systemName).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

/** ReceiveMessage */
export const receiveMessage = (queues: Queues) =>
  onQueue(queues, "sqs:ReceiveMessage", input, async (queue, asked) => {
    const { MaxNumberOfMessages: most, VisibilityTimeout: visibilityTimeout, WaitTimeSeconds: waitTime } = asked;
    const messages = await queue.receive({ most, visibilityTimeout, waitTime });
    const system = [...asked.AttributeNames, ...asked.MessageSystemAttributeNames];
    return messages.length === 0
      ? {}
      : { Messages: messages.map((message) => wireMessage(message, system, asked.MessageAttributeNames)) };
  });

function wireMessage(message: Message, system: readonly string[], custom: readonly string[]): object {
  const given = systemNames.filter((name) => system.includes("All") || system.includes(name));
  const attributes = pick(message.attributes, custom);
  const digest = digestOfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: digestOfBody(message.body),
    Body: message.body,
    ...(given.length > 0 && { Attributes: Object.fromEntries(given.map((name) => [name, systemAttributes[name](message)])) }),
    ...(digest !== undefined && {
      MD5OfMessageAttributes: digest,
      MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, wireAttribute(value)])),
    }),
  };
}

/** `All` and `.*` ask for all of them, `prefix.*` for those that begin with `prefix.`. */
function pick(attributes: MessageAttributes, asked: readonly string[]): MessageAttributes {
  const isAsked = (name: string) =>
    asked.some((one) => one === "All" || (one.endsWith(".*") ? name.startsWith(one.slice(0, -2)) : one === name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isAsked(name)));
}

function wireAttribute(attribute: MessageAttributes[string]): object {
  const { dataType: DataType, value } = attribute;
  return { DataType, [isBinary(attribute) ? "BinaryValue" : "StringValue"]: value };
}
