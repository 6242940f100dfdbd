import { z } from "zod";
import type { Queues } from "../queues.ts";
import { onQueue } from "./on-queue.ts";

/** PurgeQueue */
export const purgeQueue = (queues: Queues) =>
  onQueue(queues, "sqs:PurgeQueue", z.strictObject({}), (queue) => {
    queue.purge();
    return {};
  });
