import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

const properties = z.strictObject({
  PolicyDocument: z.object({ Version: z.string().optional(), Statement: z.array(z.unknown()) }).loose(),
  Topics: z.array(z.string()).min(1),
});

/** AWS::SNS::TopicPolicy: a topic has one policy, so a later one takes an earlier one's place. */
export function topicPolicyType(topics: Topics): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::SNS::TopicPolicy",
    properties,
    apply(
      {
        properties: {
          PolicyDocument: { Version, Statement },
          Topics,
        },
        generatedName,
      },
      cloud,
    ) {
      const document = { ...(Version === undefined ? {} : { Version }), Statement };
      for (const topicArn of Topics) {
        topics.setPolicy(topicArn, document);
        cloud.iam.setResourcePolicy(topicArn, "policy", document);
      }
      return { ref: generatedName, attributes: { Id: generatedName } };
    },
  };
}
