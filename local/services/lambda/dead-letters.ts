/** What Lambda puts in a function's dead-letter queue (Developer Guide, "Adding a dead-letter queue"). */
import type { Cloud } from "../../contracts.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/** Why an event was given up. */
export interface Failure {
  /** The HTTP status of the last attempt: 200 when the function itself failed. */
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

/** Characters of the error's message that go along. */
const MESSAGE_LIMIT = 1_024;

/**
 * Sends the event as it came, with what became of it, as the function's role. The message has the request's id, so that
 * one that was sent already, by a process that was killed before it could forget the event, is not sent again.
 * @throws AwsError when the queue is gone, or the role may not send to it
 */
export async function sendToDeadLetterQueue(
  { name, roleArn, deadLetterQueue }: FunctionConfiguration & { readonly deadLetterQueue: string },
  event: { readonly requestId: string; readonly payload: string },
  failure: Failure,
  cloud: Cloud,
): Promise<void> {
  await cloud.sqs.send({
    queueArn: deadLetterQueue,
    body: event.payload,
    attributes: {
      RequestID: { type: "String", value: event.requestId },
      ErrorCode: { type: "Number", value: String(failure.status) },
      ErrorMessage: { type: "String", value: failure.message.slice(0, MESSAGE_LIMIT) || failure.type },
    },
    messageId: event.requestId,
    principal: { kind: "role", roleArn, sessionName: name },
  });
}
