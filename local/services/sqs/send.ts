/** What may be sent to a queue. */
import type { Principal } from "../../contracts.ts";
import { AwsError } from "../../errors.ts";
import { invalidParameter, missingParameter } from "./errors.ts";
import { isBinary, type Message, type MessageAttributes } from "./message.ts";
import type { NewMessage, Queue } from "./queue.ts";

/** XML's characters (SQS API Reference, SendMessage). */
const CONTENT = /^[\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const MOST_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.|\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;
const TYPE = /^(String|Number|Binary)(\.[^\s]+)?$/;

/** Puts a message in the queue. @throws AwsError MissingParameter, InvalidParameterValue, InvalidMessageContents */
export function send(queue: Queue, message: NewMessage): Message {
  const { body, attributes } = message;
  if (body === "") throw missingParameter("MessageBody");
  if (!CONTENT.test(body)) throw new AwsError("InvalidMessageContents", "Invalid characters in the message body.");
  checkAttributes(attributes);
  const { maximumMessageSize } = queue.settings;
  if (Buffer.byteLength(body) + bytesOf(attributes) > maximumMessageSize) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageSize} bytes.`,
    );
  }
  return queue.send(message);
}

/** Who sent a message, for its attribute `SenderId`. */
export function senderIdOf(principal: Principal, accountId: string): string {
  if (principal.kind === "root") return accountId;
  return principal.kind === "role" ? `${principal.roleArn}:${principal.sessionName}` : principal.service;
}

function checkAttributes(attributes: MessageAttributes): void {
  const all = Object.entries(attributes);
  if (all.length > MOST_ATTRIBUTES) {
    throw invalidParameter(`Number of message attributes [${all.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`);
  }
  for (const [name, { dataType, value }] of all) {
    if (!NAME.test(name)) throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`);
    if (!TYPE.test(dataType)) throw invalidParameter(`The type of message (user) attribute '${name}' is invalid.`);
    if (value === "") throw invalidParameter(`Message (user) attribute '${name}' must contain a non-empty value.`);
    if (dataType.startsWith("Number") && !Number.isFinite(Number(value)))
      throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

function bytesOf(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum +
      Buffer.byteLength(name + attribute.dataType) +
      Buffer.byteLength(attribute.value, isBinary(attribute) ? "base64" : "utf8"),
    0,
  );
}
