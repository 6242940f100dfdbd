import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Queues } from "../queues.ts";

const properties = z.strictObject({
  PolicyDocument: z.object({ Version: z.string().optional(), Statement: z.array(z.unknown()) }).loose(),
  /** Their URLs. */
  Queues: z.array(z.string()).min(1),
});

/** AWS::SQS::QueuePolicy: a queue has one policy, so a later one takes an earlier one's place. */
export function queuePolicyType(queues: Queues): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::SQS::QueuePolicy",
    properties,
    apply({ properties: { PolicyDocument, Queues }, generatedName }, cloud) {
      const { Version, Statement } = PolicyDocument;
      const document = { ...(Version === undefined ? {} : { Version }), Statement };
      for (const url of Queues) cloud.iam.setResourcePolicy(queues.get(queues.nameIn(url)).arn, "policy", document);
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
  };
}
