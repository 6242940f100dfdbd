/** Delivery to a telephone: the text goes to a file and to whoever watches the cloud's events. */
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Cloud } from "../../../contracts.ts";
import { syncFolder } from "../../../store/folders.ts";
import { invalidParameter, type Message, type Subscription } from "../topic.ts";

/** Characters that SNS sends in one publication, however many texts that makes. */
const SMS_LIMIT = 1_600;

/** Bytes at the end of the file in which a text is looked for that may have gone out already. */
const LOOKED_AT = 256 * 1024;

/** One line of `sms.jsonl`. */
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
  const path = join(cloud.stateFolder("sns"), "sms.jsonl");
  const line = JSON.stringify(text);
  // The delivery was made by a process that was killed before it could say so.
  if (lastLines(path).includes(line)) return;
  appendLine(path, line);
  cloud.emit({ type: "sms", phoneNumber: subscription.endpoint, message, topicArn });
}

function lastLines(path: string): string[] {
  if (!existsSync(path)) return [];
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const end = Buffer.alloc(Math.min(size, LOOKED_AT));
    readSync(file, end, 0, end.length, size - end.length);
    return end.toString("utf8").split("\n");
  } finally {
    closeSync(file);
  }
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
    if (size === 0) syncFolder(dirname(path));
  } finally {
    closeSync(file);
  }
}
