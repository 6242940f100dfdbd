import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { Topics } from "../topics.ts";

const properties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.coerce.string(),
  /** Raw delivery is for HTTP, SQS and Firehose, to which this cloud does not deliver. */
  RawMessageDelivery: z.union([z.literal(false), z.literal("false")]).optional(),
});

/** AWS::SNS::Subscription. `Ref` is its ARN. */
export function subscriptionType(topics: Topics): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::SNS::Subscription",
    properties,
    apply({ properties: { TopicArn, Protocol, Endpoint } }) {
      const { arn } = topics.subscribe(TopicArn, Protocol, Endpoint, { byClient: false });
      return { ref: arn, attributes: { Arn: arn } };
    },
  };
}
