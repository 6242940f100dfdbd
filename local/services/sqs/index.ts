/** SQS: see README.md. */
import type { Cloud, OperationTable, Service, SqsPort } from "../../contracts.ts";
import { changeMessageVisibility } from "./operations/change-message-visibility.ts";
import { deleteMessage } from "./operations/delete-message.ts";
import { getQueueAttributes } from "./operations/get-queue-attributes.ts";
import { getQueueUrl } from "./operations/get-queue-url.ts";
import { listQueues } from "./operations/list-queues.ts";
import { purgeQueue } from "./operations/purge-queue.ts";
import { receiveMessage } from "./operations/receive-message.ts";
import { sendMessage } from "./operations/send-message.ts";
import { forQuery } from "./query.ts";
import { Queues } from "./queues.ts";
import { queueType } from "./resources/queue.ts";
import { queuePolicyType } from "./resources/queue-policy.ts";
import { send, senderIdOf } from "./send.ts";

/** Creates the service. */
export function createSqs(cloud: Cloud): Service & { port: SqsPort } {
  const queues = new Queues(cloud);
  const operations: OperationTable = {
    ChangeMessageVisibility: changeMessageVisibility(queues),
    DeleteMessage: deleteMessage(queues),
    GetQueueAttributes: getQueueAttributes(queues),
    GetQueueUrl: getQueueUrl(queues),
    ListQueues: listQueues(queues),
    PurgeQueue: purgeQueue(queues),
    ReceiveMessage: receiveMessage(queues),
    SendMessage: sendMessage(queues),
  };
  return {
    signingName: "sqs",
    wire: {
      protocol: "query",
      xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/",
      operations: forQuery(operations),
      also: "json-1.0",
      alsoOperations: operations,
    },
    resourceTypes: [queueType(queues), queuePolicyType(queues)],
    port: {
      async send({ queueArn, body, attributes = {}, messageId, principal }) {
        cloud.iam.authorize({ principal, action: "sqs:SendMessage", resource: queueArn });
        const kept = Object.fromEntries(
          Object.entries(attributes).map(([name, { type, value }]) => [name, { dataType: type, value }]),
        );
        const senderId = senderIdOf(principal, cloud.accountId);
        const message = send(queues.withArn(queueArn), { body, attributes: kept, senderId, id: messageId });
        return { messageId: message.id };
      },
    },
    async stop() {
      for (const queue of queues.all()) queue.stop();
    },
  };
}
