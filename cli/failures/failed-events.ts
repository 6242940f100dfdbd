/** Events that a function could not handle, in the dead-letter queues of a Lectern. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** One event in its queue. */
export interface FailedEvent {
  /** Of the invocation that failed, as the function's log names it. */
  readonly requestId: string;
  readonly functionName: string;
  readonly failedAt: Date;
  readonly error: string;
  /** The event as it came, JSON text. */
  readonly payload: string;
  readonly queueUrl: string;
  readonly receiptHandle: string;
}

/** A dead-letter queue is named after its function: cloud/failures.yml. */
const SUFFIX = "-failures";

/** Seconds that what is looked at is hidden from another who looks: as long as a replay may take. */
const HELD = 120;
/** No more than this is looked at in one go. */
const MOST = 1_000;

/** Runs `work` on the events of all of the stage's queues, the oldest first; those it did not delete stay where they are. */
export async function withFailedEvents<Result>(
  sqs: SQSClient,
  stage: string,
  work: (events: readonly FailedEvent[]) => Promise<Result>,
): Promise<Result> {
  const held: FailedEvent[] = [];
  try {
    for await (const { QueueUrls = [] } of paginateListQueues(
      { client: sqs, pageSize: 100 },
      { QueueNamePrefix: `lectern-${stage}-` },
    ))
      for (const url of QueueUrls.filter((url) => url.endsWith(SUFFIX))) await hold(sqs, url, held);
    return await work(held.toSorted((one, other) => one.failedAt.getTime() - other.failedAt.getTime()));
  } finally {
    for (const event of held) await letGo(sqs, event);
  }
}

/** Removes the event for good. */
export async function forget(sqs: SQSClient, { queueUrl, receiptHandle }: FailedEvent): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle }));
}

/** Receives until the queue gives nothing more. */
async function hold(sqs: SQSClient, queueUrl: string, held: FailedEvent[]): Promise<void> {
  while (held.length < MOST) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HELD,
        // Asks all of SQS's servers, where a short poll asks some: an empty answer means empty.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["SentTimestamp"],
      }),
    );
    if (Messages.length === 0) return;
    held.push(...Messages.map((message) => failedEvent(message, queueUrl)));
  }
}

function failedEvent({ MessageAttributes = {}, Attributes = {}, ...message }: Message, queueUrl: string): FailedEvent {
  const attribute = (name: string) => MessageAttributes[name]?.StringValue;
  return {
    requestId: attribute("RequestID") ?? message.MessageId ?? "",
    functionName: (queueUrl.split("/").at(-1) ?? "").slice(0, -SUFFIX.length),
    failedAt: new Date(Number(Attributes.SentTimestamp)),
    error: attribute("ErrorMessage") ?? "",
    payload: message.Body ?? "",
    queueUrl,
    receiptHandle: message.ReceiptHandle ?? "",
  };
}

/** Shows the event to others again. One that was deleted is no error. */
async function letGo(sqs: SQSClient, { queueUrl, receiptHandle }: FailedEvent): Promise<void> {
  const command = new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 });
  await sqs.send(command).catch(() => {});
}
