import { z } from "zod";
import type { Queues } from "../queues.ts";
import { onQueue } from "./on-queue.ts";

/** DeleteMessage */
export const deleteMessage = (queues: Queues) =>
  onQueue(queues, "sqs:DeleteMessage", z.strictObject({ ReceiptHandle: z.string() }), (queue, { ReceiptHandle }) => {
    queue.delete(ReceiptHandle);
    return {};
  });
