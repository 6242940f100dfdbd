/** Delivery to a telephone: the text goes to a file and to whoever watches the cloud's events. */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import { invalidParameter, type Message, type Subscription } from "../topic.ts";

/** Characters that SNS sends in one publication, however many texts that makes. */
const SMS_LIMIT = 1_600;

/** One line of `sms.jsonl`. After a crash a text may stand there twice, with one `messageId`. */
export interface SentText {
  readonly messageId: string;
  readonly phoneNumber: string;
  readonly message: string;
  readonly topicArn: string;
  readonly timestamp: string;
}

/** @throws AwsError InvalidParameter for a text that is too long */
export function deliverToTelephone(
  { messageId, topicArn, message, timestamp }: Message,
  subscription: Subscription,
  cloud: Cloud,
): void {
  if ([...message].length > SMS_LIMIT) throw invalidParameter(`Message Reason: an SMS has at most ${SMS_LIMIT} characters`);
  const text: SentText = { messageId, phoneNumber: subscription.endpoint, message, topicArn, timestamp };
  appendLine(join(cloud.stateFolder("sns"), "sms.jsonl"), JSON.stringify(text));
  cloud.emit({ type: "sms", phoneNumber: subscription.endpoint, message, topicArn });
}

/** Appends durably; a last line that a crash has torn is ended first. */
function appendLine(path: string, line: string): void {
  const file = openSync(path, "a+");
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1, "\n");
    if (size > 0) readSync(file, last, 0, 1, size - 1);
    writeSync(file, `${last.toString() === "\n" ? "" : "\n"}${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
