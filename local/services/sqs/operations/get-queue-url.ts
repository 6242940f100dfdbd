import { z } from "zod";
import type { Operation } from "../../../contracts.ts";
import { queueDoesNotExist } from "../errors.ts";
import type { Queues } from "../queues.ts";
import { checked } from "./on-queue.ts";

const input = z.strictObject({ QueueName: z.string().min(1), QueueOwnerAWSAccountId: z.string().optional() });

/** GetQueueUrl: there is one account. */
export const getQueueUrl = (queues: Queues): Operation<{ QueueName?: unknown }> => ({
  action: "sqs:GetQueueUrl",
  resource: ({ QueueName }) => queues.arnOf(String(QueueName)),
  run(call, cloud) {
    const { QueueName, QueueOwnerAWSAccountId = cloud.accountId } = checked(input, call.input);
    if (QueueOwnerAWSAccountId !== cloud.accountId) throw queueDoesNotExist();
    return { QueueUrl: queues.urlOf(queues.get(QueueName).name) };
  },
});
