import { z } from "zod";
import type { Queues } from "../queues.ts";
import { integer, onQueue } from "./on-queue.ts";

const input = z.strictObject({ ReceiptHandle: z.string(), VisibilityTimeout: integer(0, 43_200) });

/** ChangeMessageVisibility */
export const changeMessageVisibility = (queues: Queues) =>
  onQueue(queues, "sqs:ChangeMessageVisibility", input, (queue, { ReceiptHandle, VisibilityTimeout }) => {
    queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
    return {};
  });
